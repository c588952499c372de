"""addCheckConstraint: adds a condition that every row must meet."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("addCheckConstraint", applies_to="column")
class AddCheckConstraintChange(Change):
    """Adds a condition that every row must meet."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    constraint_body: str | None = attr(
        "The condition that every row must meet.", default=None, body=True, not_in_checksum=(9,)
    )
    disabled: bool | None = attr("Whether it is created switched off.", default=None, not_in_checksum=(9,))
    schema_name: str | None = attr("Schema of the object.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None, not_in_checksum=(9,))

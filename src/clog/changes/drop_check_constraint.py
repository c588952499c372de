"""dropCheckConstraint: drops a check constraint."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropCheckConstraint", applies_to="checkConstraint")
class DropCheckConstraintChange(Change):
    """Drops a check constraint."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

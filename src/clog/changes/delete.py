"""delete: deletes rows."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("delete", applies_to="table")
class DeleteChange(Change):
    """Deletes rows. Reference: liquibase.change.core.DeleteDataChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    where: str | None = attr(
        "Condition that selects the rows; :name and :value stand for the parameters.", default=None
    )

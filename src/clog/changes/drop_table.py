"""dropTable: drops a table."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropTable", applies_to="table")
class DropTableChange(Change):
    """Drops a table. Reference: liquibase.change.core.DropTableChange"""

    table_name: str = attr("Name of the table.")
    cascade_constraints: bool | None = attr("Whether to drop the constraints that refer to it as well.", default=None)
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

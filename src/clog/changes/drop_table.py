"""dropTable: drops a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.table import DropTableStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropTable", applies_to="table")
class DropTableChange(Change):
    """Drops a table. Reference: liquibase.change.core.DropTableChange"""

    table_name: str = attr("Name of the table.")
    cascade_constraints: bool | None = attr("Whether to drop the constraints that refer to it as well.", default=None)
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the table."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DropTableStatement(table, cascade=bool(self.cascade_constraints)),)

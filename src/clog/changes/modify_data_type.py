"""modifyDataType: changes the type of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.alteration import ModifyDataTypeStatement
from clog.model.statements.base import ObjectName
from clog.model.statements.column import ReorganizeTableStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "modifyDataType",
    applies_to="column",
    not_on=("db2z",),
)
class ModifyDataTypeChange(Change):
    """Changes the type of a column. Reference: liquibase.change.core.ModifyDataTypeChange"""

    column_name: str = attr("Name of the column.")
    new_data_type: str = attr("Type that the column gets.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Change the type of the column."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (
            ModifyDataTypeStatement(table, self.column_name, self.new_data_type),
            ReorganizeTableStatement(table),
        )

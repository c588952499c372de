"""dropDefaultValue: takes the default value from a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.alteration import DropDefaultStatement
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropDefaultValue", applies_to="column")
class DropDefaultValueChange(Change):
    """Takes the default value from a column. Reference: liquibase.change.core.DropDefaultValueChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.", default=None, required_on=("informix",)
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the default."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DropDefaultStatement(table, self.column_name, self.column_data_type),)

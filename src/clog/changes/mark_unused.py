"""markUnused: marks a column as unused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.check import MarkUnusedStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "markUnused",
    not_on=all_but("oracle"),
)
class MarkUnusedChange(Change):
    """Marks a column as unused."""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Mark the column; there is no way back."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (MarkUnusedStatement(table, self.column_name),)

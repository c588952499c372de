"""dropColumn: drops one or more columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.column import DropColumnStatement, ReorganizeTableStatement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import Statement


@change_type("dropColumn", applies_to="column", not_on=("db2z",))
class DropColumnChange(Change):
    """Drops one or more columns. Reference: liquibase.change.core.DropColumnChange"""

    empty_list_in_checksum: ClassVar[bool] = False
    written_on: ClassVar[tuple[str, ...]] = ("db2z",)

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_name: str | None = attr("Name of the column.", default=None)
    columns: tuple[ColumnConfig, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:ColumnConfig", items="column"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns to drop; the list goes before the attribute."""
        if self.columns:
            return tuple([column.name or "" for column in self.columns])
        return (self.column_name or "",)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the columns."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DropColumnStatement(table, self.names), ReorganizeTableStatement(table))

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Ask for names."""
        if not all(self.names):
            yield "columnName is required for dropColumn, or columns with names"

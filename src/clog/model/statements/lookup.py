"""The statement that makes a lookup table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import Names, ObjectName


class CreateLookupTableStatement(Statement):
    """CREATE TABLE with the distinct values of a column of another table.

    Attributes:
        table: the new table.
        column: its only column.
        source: where the values come from.
        source_column: the column with the values.
        type: type of the new column, as its author wrote it.
    """

    table: ObjectName
    column: str
    source: ObjectName
    source_column: str
    type: str | None = None

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write CREATE TABLE AS SELECT DISTINCT."""
        return f"CREATE TABLE {names.object(self.table)} AS {self.select(names, names.quote(self.column))}"

    def select(self, names: Names, alias: str = "", into: str = "") -> str:
        """Write the query that gives the values."""
        column = names.quote(self.source_column)
        head = f"SELECT DISTINCT {column}" + (f" AS {alias}" if alias else "") + (f" INTO {into}" if into else "")
        return f"{head} FROM {names.object(self.source)} WHERE {column} IS NOT NULL"

    def select_into(self, names: Names) -> str:
        """Write SELECT DISTINCT INTO."""
        return self.select(names, names.quote(self.column), names.object(self.table))

    def filled(self, names: Names, create: str, column: str = "") -> tuple[str, ...]:
        """Write a CREATE TABLE and an INSERT; `column` is what the INSERT says behind the table."""
        return (create, f"INSERT INTO {names.object(self.table)}{column} {self.select(names)}")

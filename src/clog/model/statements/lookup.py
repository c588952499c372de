"""The statement that makes a lookup table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


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

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write CREATE TABLE AS SELECT DISTINCT."""
        return f"CREATE TABLE {writer.object(self.table)} AS {self.select(writer, writer.quote(self.column))}"

    def select(self, writer: SqlWriter, alias: str = "", into: str = "") -> str:
        """Write the query that gives the values."""
        column = writer.quote(self.source_column)
        head = f"SELECT DISTINCT {column}" + (f" AS {alias}" if alias else "") + (f" INTO {into}" if into else "")
        return f"{head} FROM {writer.object(self.source)} WHERE {column} IS NOT NULL"

    def select_into(self, writer: SqlWriter) -> str:
        """Write SELECT DISTINCT INTO."""
        return self.select(writer, writer.quote(self.column), writer.object(self.table))

    def filled(self, writer: SqlWriter, create: str, column: str = "") -> tuple[str, ...]:
        """Write a CREATE TABLE and an INSERT; `column` is what the INSERT says behind the table."""
        return (create, f"INSERT INTO {writer.object(self.table)}{column} {self.select(writer)}")

"""Statements that load many rows: several at once, by the fastest way of the driver, or row by row into what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.sql import Sql
from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import ObjectName, SqlWriter

APART = "lo_from_bytea(0, ?)"
"""How PostgreSQL keeps bytes apart from the table, which gets their number."""

MOST_ROWS = 51
"""How many rows one INSERT takes where it takes several, as Liquibase does."""


def row_values(writer: SqlWriter, columns: Iterable[ColumnConfig], table: ObjectName) -> dict[str, str]:
    """Write the values of a row by column; of a column that is given twice the last value counts.

    Args:
        writer: the dialect.
        columns: the columns with their values.
        table: where they go; sequences are those of its schema.
    """
    return {column.name or "": writer.value(column, table.schema) for column in columns}


def merged_values(writer: SqlWriter, columns: Iterable[ColumnConfig], table: ObjectName) -> dict[str, str]:
    """Write the values of a row by column for MERGE, where Liquibase leaves expressions and sequences as they are given."""
    found = row_values(writer, columns, table)
    for column in columns:
        name, given = column.name or "", column.value_computed
        if column.value_sequence_next is not None:
            given = f"{table.schema}.{column.value_sequence_next}" if table.schema else column.value_sequence_next
        if given is not None and found[name] != "NULL":
            found[name] = given
    return found


def _listed(writer: SqlWriter, columns: Iterable[str]) -> str:
    return ", ".join([writer.quote(name) for name in columns])


class InsertRowsStatement(Statement):
    """INSERT of some rows that have the same columns: one statement each, or `together` where a dialect says so."""

    table: ObjectName
    rows: tuple[tuple[ColumnConfig, ...], ...]

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write an INSERT for each row."""
        table = writer.object(self.table)
        found = []
        for row in self.rows:
            values = row_values(writer, row, self.table)
            found.append(f"INSERT INTO {table} ({_listed(writer, values)}) VALUES ({', '.join(values.values())})")
        return tuple(found)

    def together(self, writer: SqlWriter) -> str:
        """Write one INSERT with all rows."""
        rows = [row_values(writer, row, self.table) for row in self.rows]
        values = ",".join([f"({', '.join(row.values())})" for row in rows])
        return f"INSERT INTO {writer.object(self.table)} ({_listed(writer, rows[0])}) VALUES {values}"


class BulkStatement(Statement):
    """Many rows, sent as values: INSERT with placeholders, or what the driver does faster. It has no text to show.

    Attributes:
        table: where they go.
        columns: names of the columns, in the order of the values.
        rows: gives the rows; it is told how the database takes false and true.
        apart: columns that hold the number of a large object in place of its bytes, on PostgreSQL.
    """

    table: ObjectName
    columns: tuple[str, ...]
    rows: Callable[[tuple[Any, Any]], Iterable[tuple[Any, ...]]]
    apart: frozenset[str] = frozenset()

    def render(self, writer: SqlWriter) -> Any:
        """Write INSERT with a placeholder for each column."""
        return self._insert(writer, (0, 1))

    def _insert(self, writer: SqlWriter, truths: tuple[Any, Any]) -> Sql:
        places = ", ".join([APART if name in self.apart else "?" for name in self.columns])
        insert = f"INSERT INTO {writer.object(self.table)} ({_listed(writer, self.columns)}) VALUES ({places})"
        return Sql("", bound=insert, rows=lambda: self.rows(truths))

    def copy(self, writer: SqlWriter) -> Sql:
        """Write COPY FROM STDIN, which makes no large objects."""
        if self.apart:
            return self._insert(writer, ("f", "t"))
        copy = f"COPY {writer.object(self.table)} ({_listed(writer, self.columns)}) FROM STDIN"
        return Sql("", bound=copy, rows=lambda: self.rows(("f", "t")))


class UpsertStatement(Statement):
    """INSERT of a row, or UPDATE of the row with the same key.

    Attributes:
        table: the table.
        columns: the columns with their values.
        key: names of the columns that identify the row.
        frozen: columns that an update leaves as they are.
        only_update: whether a row that is not there is left out.
    """

    table: ObjectName
    columns: tuple[ColumnConfig, ...]
    key: tuple[str, ...]
    frozen: frozenset[str] = frozenset()
    only_update: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write an INSERT, which fails where the row is there; or an UPDATE where only that is wanted."""
        return self.update(writer) if self.only_update else self.insert(writer)

    def insert(self, writer: SqlWriter) -> str:
        """Write the INSERT alone."""
        values = row_values(writer, self.columns, self.table)
        into = f"{writer.object(self.table)} ({_listed(writer, values)})"
        return f"INSERT INTO {into} VALUES ({', '.join(values.values())})"

    def changes(self, writer: SqlWriter) -> dict[str, str]:
        """Return the values that an update writes, by column."""
        kept = self.frozen.union(self.key)
        return {name: value for name, value in row_values(writer, self.columns, self.table).items() if name not in kept}

    def update(self, writer: SqlWriter) -> str:
        """Write the UPDATE alone, the columns sorted by name; empty where nothing is updated."""
        changes = self.changes(writer)
        written = ", ".join([f"{writer.quote(name)} = {changes[name]}" for name in sorted(changes)])
        return f"UPDATE {writer.object(self.table)} SET {written} WHERE {self.where(writer)}" if written else ""

    def where(self, writer: SqlWriter) -> str:
        """Write the condition that finds the row."""
        return key_condition(writer, self.columns, self.key, self.table)

    def counted(self, writer: SqlWriter, head: str, then: str, tail: str) -> str:
        """Write a block that counts the rows with the key, and inserts or updates.

        Args:
            writer: the dialect.
            head: what comes before the INSERT, %s being "table WHERE condition".
            then: what comes between INSERT and UPDATE.
            tail: what comes last.
        """
        if self.only_update:
            return self.update(writer)
        update = self.update(writer)
        start = head % f"{writer.object(self.table)} WHERE {self.where(writer)}"
        return f"{start}{self.insert(writer)};\n" + (f"{then}{update};\n" if update else "") + tail

    def merged(self, writer: SqlWriter) -> str:
        """Write MERGE with a source of one empty row."""
        values = merged_values(writer, self.columns, self.table)
        bare = [name if name.isidentifier() else writer.quote(name) for name in values]
        changes = [
            f"{column} = {value}"
            for column, (name, value) in zip(bare, values.items(), strict=True)
            if name not in self.frozen
        ]
        table = self.table.name if self.table.name.isidentifier() else writer.quote(self.table.name, "table")
        return (
            f"MERGE INTO {table} USING (VALUES (1)) ON {self.where(writer)}"
            f" WHEN NOT MATCHED THEN INSERT ({','.join(bare)}) VALUES ({','.join(values.values())})"
            f" WHEN MATCHED THEN UPDATE SET {','.join(changes)}"
        )


def key_condition(writer: SqlWriter, columns: Iterable[ColumnConfig], key: Collection[str], table: ObjectName) -> str:
    """Write the condition that finds a row by its key; text in a key is never a function."""
    values = {column.name or "": _key_value(writer, column, table) for column in columns if column.name in key}
    parts = []
    for name in key:
        value = values.get(name, "NULL")
        parts.append(f"{writer.quote(name)} {'is' if value == 'NULL' else '='} {value}")
    return " AND ".join(parts)


def _key_value(writer: SqlWriter, column: ColumnConfig, table: ObjectName) -> str:
    text = column.value
    return writer.value(column, table.schema) if text is None or text.lower() == "null" else writer.text(text)


class DeleteLoadedStatement(Statement):
    """DELETE of the row with a key."""

    table: ObjectName
    columns: tuple[ColumnConfig, ...]
    key: tuple[str, ...]

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DELETE FROM table WHERE the key is that of the row."""
        return f"DELETE FROM {writer.object(self.table)} WHERE {key_condition(writer, self.columns, self.key, self.table).strip()}"

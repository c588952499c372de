"""Statements about DATABASECHANGELOG and DATABASECHANGELOGLOCK, as Liquibase 4.28.0 writes them.

Reference: liquibase.sqlgenerator.core, the generators for marking, tagging and locking
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clog.model.statements.base import ObjectName, SqlWriter

HISTORY_COLUMNS: tuple[tuple[str, str, bool], ...] = (
    ("ID", "varchar(255)", False),
    ("AUTHOR", "varchar(255)", False),
    ("FILENAME", "varchar(255)", False),
    ("DATEEXECUTED", "datetime", False),
    ("ORDEREXECUTED", "int", False),
    ("EXECTYPE", "varchar(10)", False),
    ("MD5SUM", "varchar(35)", True),
    ("DESCRIPTION", "varchar(255)", True),
    ("COMMENTS", "varchar(255)", True),
    ("TAG", "varchar(255)", True),
    ("LIQUIBASE", "varchar(20)", True),
    ("CONTEXTS", "varchar(255)", True),
    ("LABELS", "varchar(255)", True),
    ("DEPLOYMENT_ID", "varchar(10)", True),
)
"""Columns of the history table in order: name, type as written for any database, nullable."""

LOCK_COLUMNS: tuple[tuple[str, str, bool], ...] = (
    ("ID", "int", False),
    ("LOCKED", "boolean", False),
    ("LOCKGRANTED", "datetime", True),
    ("LOCKEDBY", "varchar(255)", True),
)
"""Columns of the lock table, likewise."""


class Now:
    """The clock of the database, as a value of a column."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOW"


NOW = Now()


def literal(writer: SqlWriter, value: Any) -> str:
    """Write a value: None, bool, int, text or NOW."""
    if value is None:
        return "NULL"
    if value is NOW:
        return writer.traits.now
    if isinstance(value, bool):
        return writer.traits.true if value else writer.traits.false
    return str(value) if isinstance(value, int) else writer.text(value)


def _column_clause(writer: SqlWriter, name: str, kind: str, *, nullable: bool) -> str:
    """Write one column of a CREATE TABLE."""
    end = (" NULL" if writer.traits.explicit_null else "") if nullable else " NOT NULL"
    return f"{writer.quote(name)} {writer.column_type(kind)}{end}"


def _columns_clause(writer: SqlWriter, columns: Iterable[tuple[str, str, bool]]) -> str:
    return ", ".join(_column_clause(writer, name, kind, nullable=nullable) for name, kind, nullable in columns)


def _assignments(writer: SqlWriter, values: Mapping[str, Any]) -> str:
    """Write `A = 1, B = 2`, sorted by column."""
    return ", ".join(f"{writer.quote(name)} = {literal(writer, values[name])}" for name in sorted(values))


def _where_key(writer: SqlWriter, change_set_id: str, author: str, path: str) -> str:
    return (
        f"WHERE {writer.quote('ID')} = {writer.text(change_set_id)} AND {writer.quote('AUTHOR')} = {writer.text(author)}"
        f" AND {writer.quote('FILENAME')} = {writer.text(path)}"
    )


class CreateHistoryTable(Statement):
    """Makes DATABASECHANGELOG."""

    table: ObjectName

    def render(self, writer: SqlWriter) -> str:
        """Write CREATE TABLE without a primary key."""
        return f"CREATE TABLE {writer.object(self.table)} ({_columns_clause(writer, HISTORY_COLUMNS)})"


class CreateLockTable(Statement):
    """Makes DATABASECHANGELOGLOCK."""

    table: ObjectName

    def render(self, writer: SqlWriter) -> str:
        """Write CREATE TABLE with the primary key on ID."""
        key = self.key_name(writer)
        return (
            f"CREATE TABLE {writer.object(self.table)} ({_columns_clause(writer, LOCK_COLUMNS)}, "
            f"CONSTRAINT {writer.quote(key, 'constraint')} PRIMARY KEY ({writer.quote('ID')}))"
        )

    def key_name(self, writer: SqlWriter) -> str:
        """Return the name of the primary key as the database would: PK_TABLE, or table_pkey where names are lower case."""
        del writer
        return f"PK_{self.table.name.upper()}"


class InitializeLock(Statement):
    """Leaves one free row in the lock table."""

    table: ObjectName

    def render(self, writer: SqlWriter) -> tuple[str, ...]:
        """Write DELETE and INSERT."""
        return (
            f"DELETE FROM {writer.object(self.table)}",
            f"INSERT INTO {writer.object(self.table)} ({writer.columns(('ID', 'LOCKED'))}) VALUES (1, {writer.traits.false})",
        )


class AcquireLock(Statement):
    """Takes the lock if it is free."""

    table: ObjectName
    holder: str

    def render(self, writer: SqlWriter) -> str:
        """Write the guarded UPDATE: one row changed means that the lock is ours."""
        # not _assignments: Liquibase keeps this order
        return (
            f"UPDATE {writer.object(self.table)} SET {writer.quote('LOCKED')} = {writer.traits.true}, "
            f"{writer.quote('LOCKEDBY')} = {writer.text(self.holder)}, {writer.quote('LOCKGRANTED')} = {writer.traits.now}"
            f" WHERE {writer.quote('ID')} = 1 AND {writer.quote('LOCKED')} = {writer.traits.false}"
        )


class ReleaseLock(Statement):
    """Frees the lock."""

    table: ObjectName

    def render(self, writer: SqlWriter) -> str:
        """Write the UPDATE."""
        return (
            f"UPDATE {writer.object(self.table)} SET {writer.quote('LOCKED')} = {writer.traits.false}, "
            f"{writer.quote('LOCKEDBY')} = NULL, {writer.quote('LOCKGRANTED')} = NULL WHERE {writer.quote('ID')} = 1"
        )


class InsertRan(Statement):
    """Adds a row to the history; `values` by column, in the order in which they are written."""

    table: ObjectName
    values: Mapping[str, Any]

    def render(self, writer: SqlWriter) -> str:
        """Write INSERT."""
        written = ", ".join(literal(writer, value) for value in self.values.values())
        return f"INSERT INTO {writer.object(self.table)} ({writer.columns(self.values)}) VALUES ({written})"


class UpdateRan(Statement):
    """Changes columns of one row of the history."""

    table: ObjectName
    id: str
    author: str
    path: str
    values: Mapping[str, Any]

    def render(self, writer: SqlWriter) -> str:
        """Write UPDATE, assignments sorted by column."""
        where = _where_key(writer, self.id, self.author, self.path)
        return f"UPDATE {writer.object(self.table)} SET {_assignments(writer, self.values)} {where}"


class DeleteRan(Statement):
    """Removes one row of the history."""

    table: ObjectName
    id: str
    author: str
    path: str

    def render(self, writer: SqlWriter) -> str:
        """Write DELETE."""
        where = _where_key(writer, self.id, self.author, self.path)
        return f"DELETE FROM {writer.object(self.table)} {where}"


class ClearCheckSums(Statement):
    """Forgets the checksums of all rows."""

    table: ObjectName

    def render(self, writer: SqlWriter) -> str:
        """Write UPDATE without WHERE."""
        return f"UPDATE {writer.object(self.table)} SET {writer.quote('MD5SUM')} = NULL"


class TagNewest(Statement):
    """Tags the newest row of the history, and that one only.

    Liquibase's text for most databases compares DATEEXECUTED alone and so tags every row of that second.
    """

    table: ObjectName
    tag: str

    def render(self, writer: SqlWriter) -> str:
        """Write UPDATE for the last row by DATEEXECUTED, then ORDEREXECUTED."""
        table = writer.object(self.table)
        newest = f"(SELECT MAX(DATEEXECUTED) FROM {table})"
        last = f"(SELECT MAX(ORDEREXECUTED) FROM {table} WHERE DATEEXECUTED = {newest})"
        return (
            f"UPDATE {table} SET TAG = {writer.text(self.tag)} WHERE DATEEXECUTED = {newest} AND ORDEREXECUTED = {last}"
        )

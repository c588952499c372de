"""Statements about DATABASECHANGELOG and DATABASECHANGELOGLOCK, as Liquibase 4.28.0 writes them.

Reference: liquibase.sqlgenerator.core, the generators for marking, tagging and locking
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clog.model.statements.base import Names, ObjectName

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


def literal(names: Names, value: Any) -> str:
    """Write a value: None, bool, int, text or NOW."""
    if value is None:
        return "NULL"
    if value is NOW:
        return names.traits.now
    if isinstance(value, bool):
        return names.traits.true if value else names.traits.false
    return str(value) if isinstance(value, int) else names.text(value)


def _column_clause(names: Names, name: str, kind: str, *, nullable: bool) -> str:
    """Write one column of a CREATE TABLE."""
    end = (" NULL" if names.traits.explicit_null else "") if nullable else " NOT NULL"
    return f"{names.quote(name)} {names.column_type(kind)}{end}"


def _columns_clause(names: Names, columns: Iterable[tuple[str, str, bool]]) -> str:
    return ", ".join(_column_clause(names, name, kind, nullable=nullable) for name, kind, nullable in columns)


def _assignments(names: Names, values: Mapping[str, Any]) -> str:
    """Write `A = 1, B = 2`, sorted by column."""
    return ", ".join(f"{names.quote(name)} = {literal(names, values[name])}" for name in sorted(values))


def _where_key(names: Names, change_set_id: str, author: str, path: str) -> str:
    return (
        f"WHERE {names.quote('ID')} = {names.text(change_set_id)} AND {names.quote('AUTHOR')} = {names.text(author)}"
        f" AND {names.quote('FILENAME')} = {names.text(path)}"
    )


class CreateHistoryTable(Statement):
    """Makes DATABASECHANGELOG."""

    table: ObjectName

    def render(self, names: Names) -> str:
        """Write CREATE TABLE without a primary key."""
        return f"CREATE TABLE {names.object(self.table)} ({_columns_clause(names, HISTORY_COLUMNS)})"


class CreateLockTable(Statement):
    """Makes DATABASECHANGELOGLOCK."""

    table: ObjectName

    def render(self, names: Names) -> str:
        """Write CREATE TABLE with the primary key on ID."""
        key = self.key_name(names)
        return (
            f"CREATE TABLE {names.object(self.table)} ({_columns_clause(names, LOCK_COLUMNS)}, "
            f"CONSTRAINT {names.quote(key, 'constraint')} PRIMARY KEY ({names.quote('ID')}))"
        )

    def key_name(self, names: Names) -> str:
        """Name the primary key as the database would: PK_TABLE, or table_pkey where names are lower case."""
        del names
        return f"PK_{self.table.name.upper()}"


class InitializeLock(Statement):
    """Leaves one free row in the lock table."""

    table: ObjectName

    def render(self, names: Names) -> tuple[str, ...]:
        """Write DELETE and INSERT."""
        return (
            f"DELETE FROM {names.object(self.table)}",
            f"INSERT INTO {names.object(self.table)} ({names.columns(('ID', 'LOCKED'))}) VALUES (1, {names.traits.false})",
        )


class AcquireLock(Statement):
    """Takes the lock if it is free."""

    table: ObjectName
    holder: str

    def render(self, names: Names) -> str:
        """Write the guarded UPDATE: one row changed means that the lock is ours."""
        # not _assignments: Liquibase keeps this order
        return (
            f"UPDATE {names.object(self.table)} SET {names.quote('LOCKED')} = {names.traits.true}, "
            f"{names.quote('LOCKEDBY')} = {names.text(self.holder)}, {names.quote('LOCKGRANTED')} = {names.traits.now}"
            f" WHERE {names.quote('ID')} = 1 AND {names.quote('LOCKED')} = {names.traits.false}"
        )


class ReleaseLock(Statement):
    """Frees the lock."""

    table: ObjectName

    def render(self, names: Names) -> str:
        """Write the UPDATE."""
        return (
            f"UPDATE {names.object(self.table)} SET {names.quote('LOCKED')} = {names.traits.false}, "
            f"{names.quote('LOCKEDBY')} = NULL, {names.quote('LOCKGRANTED')} = NULL WHERE {names.quote('ID')} = 1"
        )


class InsertRan(Statement):
    """Adds a row to the history; `values` by column, in the order in which they are written."""

    table: ObjectName
    values: Mapping[str, Any]

    def render(self, names: Names) -> str:
        """Write INSERT."""
        written = ", ".join(literal(names, value) for value in self.values.values())
        return f"INSERT INTO {names.object(self.table)} ({names.columns(self.values)}) VALUES ({written})"


class UpdateRan(Statement):
    """Changes columns of one row of the history."""

    table: ObjectName
    id: str
    author: str
    path: str
    values: Mapping[str, Any]

    def render(self, names: Names) -> str:
        """Write UPDATE, assignments sorted by column."""
        where = _where_key(names, self.id, self.author, self.path)
        return f"UPDATE {names.object(self.table)} SET {_assignments(names, self.values)} {where}"


class DeleteRan(Statement):
    """Removes one row of the history."""

    table: ObjectName
    id: str
    author: str
    path: str

    def render(self, names: Names) -> str:
        """Write DELETE."""
        where = _where_key(names, self.id, self.author, self.path)
        return f"DELETE FROM {names.object(self.table)} {where}"


class ClearCheckSums(Statement):
    """Forgets the checksums of all rows."""

    table: ObjectName

    def render(self, names: Names) -> str:
        """Write UPDATE without WHERE."""
        return f"UPDATE {names.object(self.table)} SET {names.quote('MD5SUM')} = NULL"


class TagNewest(Statement):
    """Tags the newest row of the history, and that one only.

    Liquibase's text for most databases compares DATEEXECUTED alone and so tags every row of that second.
    """

    table: ObjectName
    tag: str

    def render(self, names: Names) -> str:
        """Write UPDATE for the last row by DATEEXECUTED, then ORDEREXECUTED."""
        table = names.object(self.table)
        newest = f"(SELECT MAX(DATEEXECUTED) FROM {table})"
        last = f"(SELECT MAX(ORDEREXECUTED) FROM {table} WHERE DATEEXECUTED = {newest})"
        return (
            f"UPDATE {table} SET TAG = {names.text(self.tag)} WHERE DATEEXECUTED = {newest} AND ORDEREXECUTED = {last}"
        )

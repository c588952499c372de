"""CLOG_CHANGESET: a table of our own beside Liquibase's, with what each change set was when clog ran it.

It serves explanations only. Nothing is decided by it, Liquibase never sees it, and it may be dropped at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.errors import ExecutionError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.database.connection.session import Session
    from clog.database.lock.holder import ChangeLogLock
    from clog.model.changelog import ChangeSet

TABLE = "CLOG_CHANGESET"
_COLUMNS = (
    ("ID", "varchar(255)"), ("AUTHOR", "varchar(255)"), ("FILENAME", "varchar(255)"), ("MD5SUM", "varchar(35)"),
    ("FINGERPRINT", "varchar(40)"), ("SOURCE", "clob"),
)  # fmt: skip


class ArchivedRow(NamedTuple):
    """A row: the checksum under which a change set ran, its fingerprint and, unless too long, its pieces."""

    md5sum: str | None
    fingerprint: str
    source: str | None


class ArchiveTable:
    """Reads and writes the table of one database; it is made when the first row is due.

    Args:
        session: the connection. Without a database behind it nothing is kept.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        history = session.tables.history
        self.table = ObjectName(TABLE, history.schema, history.catalog)
        self._usable: bool | None = False if session.offline else None

    def prepare(self, lock: ChangeLogLock) -> None:
        """Make the table where it is missing, and commit. Where that is not allowed, nothing is kept."""
        if self._usable is not None:
            return
        lock.check()
        try:
            if not self.session.has_table(self.table):
                self.session.execute(self._creation())
                self.session.commit()
            self._usable = True
        except ExecutionError:
            self.session.rollback()
            self._usable = False

    def write(self, lock: ChangeLogLock, change_set: ChangeSet, row: Callable[[], ArchivedRow]) -> None:
        """Add a row, in the transaction that is open. Older rows of the change set stay: their checksum tells them.

        Args:
            lock: proof that DATABASECHANGELOGLOCK is held.
            change_set: what was run.
            row: makes the row; only asked where it can be kept.
        """
        if self._usable:
            lock.check()
            columns = ", ".join(self.session.dialect.quote(name) for name, _ in _COLUMNS)
            sql = f"INSERT INTO {self._name()} ({columns}) VALUES (?, ?, ?, ?, ?, ?)"
            self.session.execute(sql, (change_set.id, change_set.author, change_set.path, *row()))

    def read(self, change_set: ChangeSet) -> list[ArchivedRow]:
        """Read the rows of a change set; none where there is no table."""
        if self._usable is False or not self.session.has_table(self.table):
            return []
        quote = self.session.dialect.quote
        columns = ", ".join(quote(name) for name, _ in _COLUMNS[3:])
        where = " AND ".join(f"{quote(name)} = ?" for name, _ in _COLUMNS[:3])
        sql = f"SELECT {columns} FROM {self._name()} WHERE {where}"
        return [
            ArchivedRow(*found)
            for found in self.session.query(sql, (change_set.id, change_set.author, change_set.path))
        ]

    def delete(self, lock: ChangeLogLock, change_set: ChangeSet) -> None:
        """Delete the rows of a change set that was undone, in the transaction that is open."""
        if self._usable is None:
            self._usable = self.session.has_table(self.table)
        if self._usable:
            lock.check()
            where = " AND ".join(f"{self.session.dialect.quote(name)} = ?" for name, _ in _COLUMNS[:3])
            sql = f"DELETE FROM {self._name()} WHERE {where}"
            self.session.execute(sql, (change_set.id, change_set.author, change_set.path))

    def _name(self) -> str:
        return self.session.dialect.object(self.table)

    def _creation(self) -> str:
        """Write the CREATE TABLE."""
        dialect = self.session.dialect
        null = " NULL" if dialect.traits.explicit_null else ""
        columns = ", ".join(f"{dialect.quote(name)} {dialect.column_type(kind)}{null}" for name, kind in _COLUMNS)
        return f"CREATE TABLE {self._name()} ({columns})"

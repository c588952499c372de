"""CLOG_JOURNAL: how far a change set came that cannot be done in one transaction.

Most change sets never stand in it. One that holds a statement that commits by itself (DDL on MariaDB and MySQL,
CREATE INDEX CONCURRENTLY ...), or that says runInTransaction=false, has a row from before its first such statement until
the transaction that records it in the history. A row that is found by a later run tells where to go on.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from clog.database.side_tables import journal_creation, journal_table, make_journal_table

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.database.lock.holder import ChangeLogLock
    from clog.model.changelog import ChangeSetKey

FORWARD, BACK = "update", "rollback"
STARTED, DONE, FAILED = "STARTED", "DONE", "FAILED"
_LONGEST = 2000


class JournalEntry(NamedTuple):
    """A row of the journal.

    Attributes:
        key: the change set.
        direction: FORWARD or BACK.
        place: how many statements were done before the one that counts.
        state: STARTED (that statement was begun), DONE (nothing was under way) or FAILED (the database refused it).
        chain: a hash of all statements that were done.
        digest: a hash of the statement that counts; empty for DONE.
        before: the state of what it is about before it (see `database.recovery.interrupted_statement`); None where unknown.
        statement: its text, cut.
        message: what the database said, cut.
    """

    key: ChangeSetKey
    direction: str
    place: int = 0
    state: str = DONE
    chain: str = ""
    digest: str = ""
    before: str | None = None
    statement: str = ""
    message: str = ""


def digest(text: str) -> str:
    """Hash a statement."""
    return hashlib.sha256(text.encode()).hexdigest()


def extend_chain(chain: str, text: str) -> str:
    """Add a statement to the hash of those before it."""
    return chain_after(chain, digest(text))


def chain_after(chain: str, one: str) -> str:
    """Add the hash of a statement to the hash of those before it."""
    return hashlib.sha256(f"{chain} {one}".encode()).hexdigest()


class Journal:
    """Reads and writes the journal of one database.

    The table is made in the transaction of its first row; where that cannot be, before the first change set.
    """

    def __init__(self, session: Session, lock: ChangeLogLock) -> None:
        self.session = session
        self.lock = lock
        self._table = session.dialect.object(journal_table(session))
        self._entries: dict[ChangeSetKey, JournalEntry] | None = None
        self._there = False

    def entries(self) -> dict[ChangeSetKey, JournalEntry]:
        """Read what earlier runs left; asked once, under the lock."""
        if self._entries is None:
            self._there = self.session.has_table(journal_table(self.session))
            self._entries = self._read() if self._there else {}
            if not self._there and not self.session.dialect.traits.transactional_ddl:
                make_journal_table(self.session)  # now, since later it would commit what a change set did so far
                self._there = True
        return self._entries

    def reset(self) -> None:
        """Read again when asked next: what was not committed is gone."""
        self._entries = None

    def write(self, entry: JournalEntry) -> None:
        """Put a row in the transaction that is open; it is committed by the caller.

        Raises:
            LockLost: the lock is not ours any more.
        """
        with self.session.ours():
            self._write(entry)

    def _write(self, entry: JournalEntry) -> None:
        entries = self.entries()
        self.lock.check()
        if not self._there:
            self.session.execute(journal_creation(self.session))
            self._there = True
        values = (*entry[1:7], entry.statement[:_LONGEST], entry.message[:_LONGEST], self.lock.token)
        if entry.key in entries:
            sql = (
                f"UPDATE {self._table} SET DIRECTION = ?, PLACE = ?, STATE = ?, CHAIN = ?, HASH = ?, BEFORE_IT = ?, "
                "STATEMENT = ?, MESSAGE = ?, TOKEN = ? WHERE PATH = ? AND ID = ? AND AUTHOR = ?"
            )
        else:
            sql = (
                f"INSERT INTO {self._table} (DIRECTION, PLACE, STATE, CHAIN, HASH, BEFORE_IT, STATEMENT, MESSAGE, TOKEN, "
                "PATH, ID, AUTHOR) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            )
        self.session.execute(sql, (*values, *entry.key))
        entries[entry.key] = entry

    def delete(self, key: ChangeSetKey) -> None:
        """Delete the row, in the transaction that records the change set."""
        if key in self.entries():
            with self.session.ours():
                self.session.execute(delete_entry_sql(self.session, key))
            del self.entries()[key]

    def _read(self) -> dict[ChangeSetKey, JournalEntry]:
        return {entry.key: entry for entry in _rows(self.session)}


def half_done(session: Session) -> list[JournalEntry]:
    """Read which change sets broke off half done, for those who only look; no table, none."""
    return _rows(session) if session.has_table(journal_table(session)) else []


def _rows(session: Session) -> list[JournalEntry]:
    """Read the table."""
    from clog.model.changelog import ChangeSetKey

    rows = session.query(
        "SELECT PATH, ID, AUTHOR, DIRECTION, PLACE, STATE, CHAIN, HASH, BEFORE_IT, STATEMENT, MESSAGE "
        f"FROM {session.dialect.object(journal_table(session))} ORDER BY PATH, ID, AUTHOR"
    )
    return [JournalEntry(ChangeSetKey(*row[:3]), *row[3:]) for row in rows]


def update_entry_sql(session: Session, entry: JournalEntry) -> str:
    """Write the statement that says how far a change set came."""
    return (
        f"UPDATE {session.dialect.object(journal_table(session))} SET STATE = '{entry.state}', PLACE = {entry.place}, "
        f"CHAIN = '{entry.chain}' WHERE {_row(session, entry.key)}"
    )


def delete_entry_sql(session: Session, key: ChangeSetKey) -> str:
    """Write the statement that deletes a row."""
    return f"DELETE FROM {session.dialect.object(journal_table(session))} WHERE {_row(session, key)}"


def _row(session: Session, key: ChangeSetKey) -> str:
    """Write what selects a row."""
    path, identifier, author = (session.dialect.text(part) for part in key)
    return f"PATH = {path} AND ID = {identifier} AND AUTHOR = {author}"

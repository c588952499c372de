"""Tables of clog's own, beside Liquibase's, made when a run first needs them. Liquibase takes no notice of them.

CLOG_LOCK: row 1 says who holds the lock, under which number; row 2 when the holder was last seen alive.
CLOG_JOURNAL: how far a change set came that cannot be done in one transaction; a row is gone when it is done.

Where history or lock table have names of their own, so have these: there may be several histories in a schema.
docs/side-tables.md describes them for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ExecutionError

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.model.statements.base import ObjectName

_LOCK_COLUMNS = """
ID INTEGER NOT NULL, TOKEN BIGINT NOT NULL, HOLDER VARCHAR(255), SESSION_ID VARCHAR(255),
BEAT DOUBLE PRECISION, LEASE DOUBLE PRECISION, PRIMARY KEY (ID)
"""
_JOURNAL_COLUMNS = """
PATH VARCHAR(255) NOT NULL, ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, DIRECTION VARCHAR(10) NOT NULL,
PLACE INTEGER NOT NULL, STATE VARCHAR(10) NOT NULL, CHAIN VARCHAR(64) NOT NULL, HASH VARCHAR(64) NOT NULL,
BEFORE_IT VARCHAR(64), STATEMENT VARCHAR(2000), MESSAGE VARCHAR(2000), TOKEN BIGINT NOT NULL
"""


def lock_table(session: Session) -> ObjectName:
    """Return the name of CLOG_LOCK, in the schema of Liquibase's lock table."""
    return _beside(session, session.tables.lock, "LOCK", "DATABASECHANGELOGLOCK")


def journal_table(session: Session) -> ObjectName:
    """Return the name of CLOG_JOURNAL, in the schema of Liquibase's history table."""
    return _beside(session, session.tables.history, "JOURNAL", "DATABASECHANGELOG")


def _beside(session: Session, table: ObjectName, kind: str, usual: str) -> ObjectName:
    """Return the name of a table beside one of Liquibase's, after it where that has no usual name."""
    name = f"CLOG_{kind}" if table.name.upper() == usual else f"CLOG_{kind}_{table.name}"
    return table.replace(name=session.dialect.correct_case(name))


def make_lock_table(session: Session) -> None:
    """Make CLOG_LOCK with its two rows."""
    name = session.dialect.object(lock_table(session))
    _make(session, lock_table(session), _LOCK_COLUMNS)
    for row in (1, 2):
        _insert_if_missing(session, name, row)


def make_journal_table(session: Session) -> None:
    """Make CLOG_JOURNAL, without a row."""
    _make(session, journal_table(session), _JOURNAL_COLUMNS)


def journal_creation(session: Session) -> str:
    """Write the statement that makes CLOG_JOURNAL."""
    return f"CREATE TABLE {session.dialect.object(journal_table(session))} ({' '.join(_JOURNAL_COLUMNS.split())})"


def _make(session: Session, table: ObjectName, columns: str) -> None:
    """Make a table, in a transaction of its own; another process may be doing the same right now."""
    text = " ".join(columns.split())
    try:
        session.execute(f"CREATE TABLE {session.dialect.object(table)} ({text})")
        session.commit()
    except ExecutionError:
        session.rollback()
        if not session.has_table(table):
            raise


def _insert_if_missing(session: Session, name: str, row: int) -> None:
    try:
        session.execute(f"INSERT INTO {name} (ID, TOKEN) VALUES ({row}, 0)")
        session.commit()
    except ExecutionError:
        session.rollback()
        if not session.query(f"SELECT 1 FROM {name} WHERE ID = {row}"):
            raise

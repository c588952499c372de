"""The lock of DATABASECHANGELOGLOCK: one writer at a time, among clog and Liquibase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ConnectionLost, ExecutionError
from clog.model.history import LockRow, stored_text
from clog.model.sql import Section, Sql
from clog.model.statements.tracking import AcquireLock, CreateLockTable, InitializeLock, ReleaseLock

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.model.statements.base import Statement


MARK = "#clog "
"""What stands behind the host in LOCKEDBY when clog holds the lock."""


def list_locks(session: Session) -> list[LockRow]:
    """Read who holds the lock; nobody where the table is not there."""
    if not session.has_table(session.tables.lock):
        return []
    names = session.dialect
    table = names.object(session.tables.lock)
    columns = names.columns(("ID", "LOCKGRANTED", "LOCKEDBY"))
    rows = session.query(
        f"SELECT {columns} FROM {table} WHERE {names.quote('LOCKED')} = {names.traits.true} ORDER BY {names.quote('ID')}"
    )
    return [LockRow(number, granted, None if by is None else stored_text(by)) for number, granted, by in rows]


def release_locks(session: Session) -> None:
    """Release the lock, whoever holds it: for a holder that is gone. Makes the table when it is missing.

    A clog that holds it and still lives can write nothing more: its number is no longer the newest.
    """
    from clog.database.side_tables import lock_table

    make_table(session)
    session.begin()
    side = lock_table(session)
    if not session.alone and session.has_table(side):
        session.execute(f"UPDATE {session.dialect.object(side)} SET TOKEN = TOKEN + 1, HOLDER = NULL WHERE ID = 1")
        session.execute(f"UPDATE {session.dialect.object(side)} SET TOKEN = TOKEN + 1 WHERE ID = 2")
    session.execute(release_section(session).statements[0])
    session.commit()


def preparation(session: Session) -> tuple[Section, ...]:
    """Make what creates and fills the lock table, for SQL output; nothing when it is as it should be."""
    table = session.tables.lock
    fill = Section("Initialize Database Lock Table", _sql(session, InitializeLock(table)))
    if not session.has_table(table):
        return (Section("Create Database Lock Table", _sql(session, CreateLockTable(table))), fill)
    empty = not session.query(f"SELECT 1 FROM {session.dialect.object(table)} WHERE ID = 1")
    return (fill,) if empty else ()


def acquire_section(session: Session) -> Section:
    """Make the statement that takes the lock, with the heading of SQL output."""
    return Section("Lock Database", _sql(session, AcquireLock(session.tables.lock, holder())))


def release_section(session: Session) -> Section:
    """Make the statement that frees the lock, with the heading of SQL output."""
    return Section("Release Database Lock", _sql(session, ReleaseLock(session.tables.lock)))


def holder(token: int | None = None) -> str:
    """Return this machine as LOCKEDBY does: host (address). No name server is asked.

    Args:
        token: the number of the holder, which clog puts behind the host: host#clog 7 (address).
    """
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; it only picks the address that packets would carry
            address = str(probe.getsockname()[0])
        except OSError:
            address = "127.0.0.1"
    mark = "" if token is None else f"{MARK}{token}"
    return f"{socket.gethostname()}{mark} ({address})"


def make_table(session: Session) -> None:
    """Create and fill the lock table where it is missing; another process may be doing the same right now.

    Raises:
        ExecutionError: the database refuses it.
    """
    for last in (False, True):
        sections = preparation(session)
        try:
            for section in sections:
                for sql in section.statements:
                    session.execute(sql)
            session.commit()
        except ConnectionLost:
            raise
        except ExecutionError:
            session.rollback()
            if last and preparation(session):
                raise
        else:
            return


def _sql(session: Session, statement: Statement) -> tuple[Sql, ...]:
    return tuple(Sql(text) for text in session.dialect.render(statement))

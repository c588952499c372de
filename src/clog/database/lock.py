"""The lock of DATABASECHANGELOGLOCK: one writer at a time, among clog and Liquibase."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from clog.errors import ExecutionError, LockHeld
from clog.model.history import LockRow
from clog.model.plan import Section, Sql
from clog.model.statements.tracking import AcquireLock, CreateLockTable, InitializeLock, ReleaseLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import TracebackType

    from clog.database.session import Session
    from clog.model.statements.base import Statement


def change_log_lock(
    session: Session,
    *,
    wait: float = 300.0,
    poll: float = 10.0,
    on_wait: Callable[[LockRow | None], None] | None = None,
) -> ChangeLogLock:
    """Make the lock, to be taken by `with`. It is released when the block ends, however it ends.

    Args:
        session: where the lock table is; what is open in its transaction is committed.
        wait: seconds to wait for another holder before giving up.
        poll: seconds between two attempts.
        on_wait: is told who holds the lock, before each pause.
    """
    return ChangeLogLock(session, wait, poll, on_wait)


class ChangeLogLock:
    """The lock, and the proof of holding it for those who write.

    Raises (on entering):
        LockHeld: somebody else holds it for longer than `wait`.
    """

    def __init__(
        self, session: Session, wait: float, poll: float, on_wait: Callable[[LockRow | None], None] | None
    ) -> None:
        self.session = session
        self.held = False
        self._wait = wait
        self._poll = poll
        self._on_wait = on_wait

    def __enter__(self) -> Self:
        """Take the lock, waiting for another holder."""
        self.session.commit()
        deadline = time.monotonic() + self._wait
        try:
            _make_table(self.session)
            while not self._acquire():
                self._pause(deadline - time.monotonic())
        except BaseException:
            self._release_quietly()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the lock. What was not committed is undone first."""
        if error is not None:
            self._release_quietly()
        else:
            self._release()

    def check(self) -> None:
        """Refuse to go on without the lock.

        Raises:
            LockHeld: it was never taken or is released.
        """
        if not self.held:
            raise LockHeld("the history may only be written while its lock is held", hint="enter the lock first")

    def _pause(self, left: float) -> None:
        """Sleep until the next attempt, or give up when no time is left."""
        row = next(iter(list_locks(self.session)), None)
        if left <= 0:
            raise _held(self.session, row)
        if self._on_wait is not None:
            self._on_wait(row)
        time.sleep(min(self._poll, left))

    def _acquire(self) -> bool:
        """Try once, in a transaction of its own."""
        session = self.session
        sql = acquire_section(session).statements[0]
        try:
            changed = session.execute(sql)
            self.held = changed == 1
            session.commit()
        except ExecutionError:
            # On SQLite a writer that does not end in time; elsewhere the real reason shows at the next look.
            self.held = False
            session.rollback()
            list_locks(session)
        return self.held

    def _release(self) -> None:
        """Free the lock if it is ours."""
        if not self.held:
            return
        session = self.session
        session.rollback()
        session.execute(release_section(session).statements[0])
        session.commit()
        self.held = False

    def _release_quietly(self) -> None:
        """Free the lock while another error is on its way, which must not be hidden."""
        try:
            self.session.rollback()
            self._release()
        except ExecutionError:
            self.held = False


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
    return [LockRow(*row) for row in rows]


def release_locks(session: Session) -> None:
    """Free the lock, whoever holds it: for a holder that is gone. Makes the table when it is missing."""
    _make_table(session)
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


def holder() -> str:
    """Name this machine as LOCKEDBY does: host (address). No name server is asked."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; it only picks the address that packets would carry
            address = str(probe.getsockname()[0])
        except OSError:
            address = "127.0.0.1"
    return f"{socket.gethostname()} ({address})"


def _make_table(session: Session) -> None:
    """Create and fill the lock table where it is missing; another process may be doing the same right now."""
    for _ in range(2):
        sections = preparation(session)
        try:
            for section in sections:
                for sql in section.statements:
                    session.execute(sql)
            session.commit()
        except ExecutionError:
            session.rollback()
        else:
            return


def _held(session: Session, row: LockRow | None) -> LockHeld:
    """Make the error that names who holds the lock."""
    who = "another process" if row is None else f"{row.locked_by or 'somebody'} since {_time_text(row.granted)}"
    return LockHeld(
        f"the change log lock of {session.shown} is held by {who}",
        hint="wait for that run to end; if it is gone for good, free the lock with: clog release-locks",
    )


def _time_text(granted: datetime | str | None) -> str:
    return "an unknown time" if granted is None else str(granted)


def _sql(session: Session, statement: Statement) -> tuple[Sql, ...]:
    return tuple(Sql(text) for text in session.dialect.render(statement))

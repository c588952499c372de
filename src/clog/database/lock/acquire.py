"""Taking the lock of DATABASECHANGELOGLOCK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.lock.holder import ChangeLogLock
from clog.database.lock.table import MARK, list_locks
from clog.errors import LockHeld

if TYPE_CHECKING:
    from clog.database.connection.session import Session

LEASE = 30.0
"""Seconds for which a holder counts as alive after its last sign of life."""


def change_log_lock(
    session: Session,
    *,
    wait: float = 300.0,
    poll: float = 10.0,
    lease: float = LEASE,
) -> ChangeLogLock:
    """Make the lock, to be taken by `with`. It is released when the block ends, however it ends.

    Args:
        session: where the lock table is; what is open in its transaction is committed.
        wait: seconds to wait for another holder before giving up.
        poll: the longest pause in seconds between two attempts, at most one; the first pauses are much shorter.
        lease: seconds without a sign of life after which others may overrule this holder.
    """
    return ChangeLogLock(session, wait=wait, poll=poll, lease=lease)


def free_dead_lock(session: Session) -> tuple[str, ...]:
    """Release a lock that a dead clog left, where there is one and nothing else to do; a living one is not waited for.

    Returns:
        What people should know.
    """
    if session.offline or session.alone or not any(MARK in (row.locked_by or "") for row in list_locks(session)):
        return ()
    lock = change_log_lock(session, wait=0.0)
    try:
        with lock:
            return tuple(lock.warnings)
    except LockHeld:
        return ()

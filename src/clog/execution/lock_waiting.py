"""Taking the change log lock, and saying who holds it while that takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.events import Event

if TYPE_CHECKING:
    from collections.abc import Generator

    from clog.database.lock.holder import ChangeLogLock


def acquire_lock(lock: ChangeLogLock, shown: str) -> Generator[Event, None, ChangeLogLock]:
    """Acquire the lock; it is freed by leaving the `with` that it is given to.

    Raises:
        LockHeld: somebody else holds it for longer than --changelog-lock-wait-time-in-minutes.
    """
    word = "waiting"
    for row in lock.acquire():
        who = "another process" if row is None else f"{row.holder} since {row.since}"
        yield Event("notice", f"{word} for the change log lock of {shown}, held by {who}")
        word = "still waiting"
    return lock

"""list-locks: say who holds the lock of the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.lock.table import list_locks as read_locks
from clog.execution.project import Project
from clog.model.events import Event, Report
from clog.model.history import stored_text

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def list_locks(settings: Settings) -> Run:
    """Say who holds the lock, and since when. Nothing is written."""
    with Project(settings) as project:
        locks = read_locks(project.session)
        shown = project.session.shown
    yield Event("result", f"Database change log locks for {shown}")
    if not locks:
        yield Event("result", " - No locks")
    for lock in locks:
        yield Event("result", f" - {lock.holder} at {lock.since}")
    if locks:
        yield Event("result", "The time is that of the database's clock.")
    return Report(
        answer={
            "database": shown,
            "locks": [{"by": lock.locked_by, "since": stored_text(lock.granted) or None} for lock in locks],
        }
    )

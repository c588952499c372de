"""clear-checksums: forget the checksums of all change sets that have run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.lock_waiting import acquire_lock
from clog.execution.project import Project
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def clear_checksums(settings: Settings) -> Run:
    """Forget the checksums of all change sets that have run. The next update writes them again.

    Until then an edit of a change set that has run goes unnoticed.
    """
    with Project(settings) as project:
        shown = project.session.shown
        there = project.tracker.exists()
        if there:
            with (yield from acquire_lock(project.lock(), project.session.shown)) as lock:
                project.tracker.write(lock, project.tracker.clear_check_sums())
                project.session.commit()
                project.tracker.save()
    if there:
        yield Event("notice", f"the checksums of {shown} are cleared; the next update writes them again")
    else:
        yield Event("notice", f"{shown} has no history of change sets: there is nothing to clear")
    return Report(answer={"database": shown, "cleared": there})

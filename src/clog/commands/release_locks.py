"""release-locks: free the lock of the change log, whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.lock.table import list_locks
from clog.database.lock.table import release_locks as free
from clog.execution.confirmation import confirm
from clog.execution.project import Project
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("yes",)


def release_locks(settings: Settings) -> Run:
    """Free the lock, whoever holds it: only for holders that are gone, for a run that goes on loses its protection.

    At a terminal it asks first, unless --yes is given.
    """
    with Project(settings) as project:
        locks = list_locks(project.session)
        for lock in locks:
            question = (
                f"{lock.holder} holds the lock since {lock.since}; if that run goes on, it is broken off. Free it?"
            )
            confirm(settings, question)
        free(project.session)
        shown = project.session.shown
    for lock in locks:
        yield Event("warning", f"the lock of {lock.holder}, held since {lock.since}, is broken")
    yield Event("notice", f"Successfully released all database change log locks for '{shown}'")
    return Report(answer={"database": shown, "released": [lock.locked_by for lock in locks]})

"""tag: give the present state of the database a name to go back to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from clog.execution.lock_waiting import acquire_lock
from clog.execution.project import Project
from clog.execution.required_settings import needed_tag
from clog.model.changelog import ChangeSet, ChangeSetKey
from clog.model.events import Event, Report
from clog.model.history import CheckSum

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.model.sql import Sql
    from clog.settings import Settings

TAKES = ("tag", "add_row")
POSITIONAL = "tag"

_PATH = "liquibase-internal"
_NOTHING = CheckSum(9, "d41d8cd98f00b204e9800998ecf8427e")


def tag(settings: Settings) -> Run:
    """Write a tag into the newest row of the history, in place of the one that it may have.

    Where the history is empty, or --add-row asks for it, a row of its own is made for the tag.
    """
    name = needed_tag(settings)
    with Project(settings) as project, (yield from acquire_lock(project.lock(), project.session.shown)) as lock:
        tracker = project.tracker
        tracker.prepare(lock)
        if settings.add_row or not tracker.read():
            tracker.write(lock, _row(project))
        tracker.write(lock, tracker.tag(name))
        project.session.commit()
        tracker.save()
        yield Event("notice", f"Successfully tagged '{project.session.shown}'")
    return Report(answer={"database": project.session.shown, "tag": name})


def _row(project: Project) -> Sql:
    """Make the row of a change set that does nothing, for a tag to stand in."""
    number = str(time.time_ns() // 1_000_000)
    key = ChangeSetKey(_PATH, number, "liquibase")
    nothing = ChangeSet(id=number, author="liquibase", path=_PATH, key=key, node=None, document=None)
    return project.tracker.mark_ran(nothing, "EXECUTED", check_sum=_NOTHING, description="empty")

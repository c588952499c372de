"""Preconditions of change sets: whether a change set runs, is only recorded, or is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from clog.commands.project import Project
    from clog.commands.sinks import Sink
    from clog.model.changelog import ChangeSet
    from clog.model.report import Event

EXECUTED, RERAN, MARK_RAN, SKIPPED, FAILED = "EXECUTED", "RERAN", "MARK_RAN", "SKIPPED", "FAILED"


def admission(project: Project, change_set: ChangeSet, sink: Sink) -> Generator[Event, None, str]:
    """Evaluate the preconditions of a change set.

    Returns:
        "" to run it, MARK_RAN to record it only, SKIPPED to do nothing.

    Raises:
        PreconditionFailed: onFail or onError says HALT.
    """
    del project, change_set, sink
    yield from ()
    return ""

"""Asking before something is destroyed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.execution.rollback_losses import taken_away
from clog.sqltext.control import escaped

if TYPE_CHECKING:
    from clog.execution.project import Project
    from clog.execution.task import Task, Work
    from clog.model.history import RanChangeSet
    from clog.settings import Settings

_SHOWN = 10


def confirm(settings: Settings, question: str) -> None:
    """Ask at a terminal; go on without asking where --yes or --force is given, or where nobody can answer.

    Raises:
        UsageError: the answer is no.
    """
    if not _asks(settings):
        return
    sys.stderr.write(escaped(f"{question} [y/N] "))
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise UsageError("nothing was done", hint="--yes answers the question beforehand")


def with_confirmation(project: Project, task: Task) -> Task:
    """Make a rollback ask first, at a terminal, where it takes tables, columns or rows away.

    Raises:
        UsageError: (when asked under the lock) another run came in between, and more would be lost than was asked for.
    """
    if project.settings.dry_run or not _asks(project.settings):
        return task
    asked: list[Work] = []

    def decide(history: list[RanChangeSet]) -> Work:
        work = task.decide(history)
        if not asked:
            lost = taken_away(project, work)
            if lost:
                more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
                confirm(project.settings, f"This takes away {', '.join(lost[:_SHOWN])}{more}. Go on?")
        elif not _keys(work) <= _keys(asked[0]):
            raise UsageError(
                "nothing was done: another run changed the history while the question stood",
                hint="run the command again and look at what it would take away now",
            )
        asked.append(work)
        return work

    return task._replace(decide=decide)


def _keys(work: Work) -> set[str]:
    """List the change sets that would be undone."""
    return {str(step.change_set) for step in work.steps}


def _asks(settings: Settings) -> bool:
    """Return whether there is somebody to ask, and something to ask for."""
    return not (settings.yes or settings.force) and can_answer()


def can_answer() -> bool:
    """Return whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()

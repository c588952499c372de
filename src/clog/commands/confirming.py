"""Asking before something is destroyed."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from clog.errors import ClogError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.commands.project import Project
    from clog.commands.tasks import Task, Work
    from clog.model.history import RanChangeSet
    from clog.settings import Settings

_NAME = r"(?:IF EXISTS )?([^\s;(]+)"
_LOSING = (
    (re.compile(rf"\s*DROP TABLE {_NAME}", re.IGNORECASE), "the table {0}"),
    (re.compile(rf"\s*TRUNCATE (?:TABLE )?{_NAME}", re.IGNORECASE), "the rows of {0}"),
    (re.compile(rf"\s*ALTER TABLE (?:ONLY )?([^\s;(]+) DROP COLUMN {_NAME}", re.IGNORECASE), "the column {0}.{1}"),
)
"""Statements after which rows or values are gone, and what they take away."""

_SHOWN = 10


def confirmed(settings: Settings, question: str) -> None:
    """Ask at a terminal; go on without asking where --yes or --force is given, or where nobody can answer.

    Raises:
        UsageError: the answer is no.
    """
    if not _asks(settings):
        return
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise UsageError("nothing was done", hint="--yes answers the question beforehand")


def asking(project: Project, task: Task) -> Task:
    """Let a rollback ask first, at a terminal, where it takes tables or columns away with what is in them."""
    if project.settings.dry_run or not _asks(project.settings):
        return task
    asked: list[Work] = []

    def decide(history: list[RanChangeSet]) -> Work:
        work = task.decide(history)
        if not asked:  # and not again under the lock
            asked.append(work)
            lost = list(dict.fromkeys(_losses(project, work)))
            if lost:
                more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
                confirmed(project.settings, f"This takes away {', '.join(lost[:_SHOWN])}{more}. Go on?")
        return work

    return task._replace(decide=decide)


def _asks(settings: Settings) -> bool:
    """Whether there is somebody to ask, and something to ask for."""
    return not (settings.yes or settings.force) and sys.stdin.isatty() and sys.stderr.isatty()


def _losses(project: Project, work: Work) -> Iterator[str]:
    """List what the statements of a rollback take away; what cannot be written says so later, when it is run."""
    for step in work.steps:
        try:
            for sql in project.generation.rollback(step.change_set, project.session.planned, shown=True):
                for pattern, words in _LOSING:
                    found = pattern.match(sql.text)
                    if found is not None:
                        yield words.format(*found.groups())
                project.session.rehearse(sql)
        except ClogError:
            return

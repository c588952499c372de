"""Checks before a run: is the change log valid, and do the preconditions at its head hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.commands.project import Project
    from clog.model.report import Events


def check(project: Project, *, printing: bool = False) -> Events:
    """Refuse a change log that is not valid, or whose preconditions do not hold.

    Args:
        project: knows change log and database.
        printing: whether only a script is written; preconditions are not evaluated then.

    Raises:
        ValidationError: with all that is wrong.
        PreconditionFailed: a precondition at the head does not hold, and its onFail is not WARN.
    """
    if project.change_log.preconditions and not printing:
        from clog.commands.conditions import check_head

        yield from check_head(project)

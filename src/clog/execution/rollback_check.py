"""Whether all of a rollback can be done: asked before the first step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ClogError, ValidationError
from clog.execution.run_errors import with_change_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.database.connection.session import Session
    from clog.errors import Problem
    from clog.generate import Generation
    from clog.planning import RollbackStep

_NOTHING = "  nothing was undone: all steps of a rollback are looked at before the first"


def check_rollback(generation: Generation, session: Session, steps: Iterable[RollbackStep]) -> None:
    """Refuse a rollback that would break off at a change set which nothing undoes.

    Raises:
        ClogError: what is wrong with the only such change set.
        ValidationError: what is wrong with several of them.
    """
    problems: list[Problem] = []
    errors: list[ClogError] = []
    for step in steps:
        try:
            generation.rollback(step.change_set, session.catalog)
        except ClogError as error:
            told = with_change_set(step.change_set, error, doing="rolling back")
            told.notes = (*told.notes, _NOTHING)
            errors.append(told)
            problems += told.problems
        else:
            problems += generation.missing_files(step.change_set, back=True)
    if len(problems) == len(errors) == 1:
        raise errors[0] from errors[0].__cause__
    if problems:
        raise ValidationError(problems)

"""Errors of a run, worded for whoever has to act: what was done, what failed, what is untouched, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ClogError, ExecutionError, Location, ValidationError
from clog.model.wording import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.model.changelog import ChangeSet

SHOWN = 5
"""So many change sets are named before the rest is only counted."""


def with_change_set(change_set: ChangeSet, error: ClogError, *, doing: str, at: Location | None = None) -> ClogError:
    """Return an error with its place and the change set that it is about; what it is stays the same.

    Args:
        change_set: what was being run.
        error: what happened.
        doing: "running", "rolling back" ...
        at: the place of the change.
    """
    if isinstance(error, ValidationError):
        return error
    at = error.at or at or change_set.document.location(change_set.node)
    if not isinstance(error, ExecutionError):
        hint = error.hint.replace("a <rollback>", element(change_set.document.format, "rollback"))
        message = error.message if str(change_set) in error.message else f"{doing} {change_set}: {error.message}"
        again = type(error)(message, at=at, hint=hint, excerpt=error.excerpt)
        again.__cause__ = error
        return again
    told = type(error)(
        f"{doing} {change_set} failed: {error.message}",
        at=at,
        hint=error.hint,
        change_set=str(change_set),
        statement=error.statement,
        sqlstate=error.sqlstate,
    )
    told.notes = (*told.notes, *(note for note in error.notes if note not in told.notes))
    return told


def with_outcome(error: ClogError, done: Sequence[str], untouched: Sequence[str], verb: str) -> ClogError:
    """Add to an error what had been done before it and what was not tried."""
    if isinstance(error, ExecutionError):
        error.done = tuple(done)
    lines = [f"  {verb} before: {_listed(done)}", f"  not tried: {_listed(untouched)}"]
    error.notes = (*error.notes, *lines)
    return error


def _listed(names: Sequence[str]) -> str:
    """List the first few and count the rest."""
    if not names:
        return "nothing"
    shown = ", ".join(names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN} more"

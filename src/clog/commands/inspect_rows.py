"""What the answers of `inspect` for one dialect have in common: rows, and errors that stay in their row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import ClogError, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clog.generate import Generation
    from clog.model.changelog import ChangeSet
    from clog.model.plan import Sql

Row = dict[str, Any]


def identity(change_set: ChangeSet) -> Row:
    """Begin the row of a change set."""
    return {"id": change_set.id, "author": change_set.author, "path": change_set.path}


def texts(pieces: Iterable[Sql]) -> list[str]:
    """Give the texts of a script; what has none (an action, a prepared statement) is left out."""
    return [piece.text for piece in pieces if piece.text]


def guarded(make: Callable[[], Any]) -> Any:
    """Give the answer of a function, or {"error": ...}: no row may spoil another, not even by our own mistakes."""
    try:
        return make()
    except ClogError as error:
        return {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - see above
        return {"error": f"{type(error).__name__}: {error}"}


def validated(generation: Generation, change_set: ChangeSet) -> str:
    """Check a change set before anything is made of it.

    Returns:
        "" when it is valid, MARK_RAN when it is not and its author says to go on.

    Raises:
        ValidationError: it is not valid.
    """
    problems = generation.problems(change_set)
    if problems and change_set.on_validation_fail == "MARK_RAN":
        return "MARK_RAN"
    generation.check(change_set)
    return ""


def stopped(change_set: ChangeSet, error: Stopped) -> str:
    """Say how a change set ends at its stop change: FAILED where failOnError is off.

    Raises:
        Stopped: failOnError is on.
    """
    if change_set.fail_on_error:
        raise error
    return "FAILED"

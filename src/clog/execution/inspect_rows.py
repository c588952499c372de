"""What the answers of `inspect` for one dialect have in common: rows, and errors that stay in their row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.history.open_history import make_tracker
from clog.database.preconditions.context import PreconditionContext
from clog.database.preconditions.evaluate import evaluate
from clog.derive.bind import bind_preconditions
from clog.errors import ClogError, PreconditionFailed, Stopped, ValidationError
from clog.model.databases import unknown_databases
from clog.resolve.filters import mismatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clog.database.connection.session import Session
    from clog.database.preconditions.evaluate import Verdict
    from clog.generate import Generation
    from clog.model.changelog import ChangeSet
    from clog.model.sql import Sql

Row = dict[str, Any]

BUG = "CLOG999"
"""Code of the mistakes of clog itself."""

_ENDS = {"CONTINUE": "SKIPPED", "MARK_RAN": "MARK_RAN", "WARN": ""}


def identity(change_set: ChangeSet) -> Row:
    """Begin the row of a change set."""
    return {"id": change_set.id, "author": change_set.author, "path": change_set.path}


def texts(pieces: Iterable[Sql]) -> list[str]:
    """Return the texts of a script; what has none (an action, a prepared statement) is left out."""
    return [piece.text for piece in pieces if piece.text]


def guarded(make: Callable[[], Any]) -> Any:
    """Return the answer of a function, or {"error", "code"}: no row may spoil another, not even by our own mistakes."""
    try:
        return make()
    except ClogError as error:
        return {"error": str(error), "code": error.code}
    except Exception as error:  # noqa: BLE001 - see above
        return {"error": f"this is a bug in clog: {type(error).__name__}: {error} [{BUG}]", "code": BUG}


def failed(answer: Any) -> bool:
    """Return whether an answer is none: there is no way to read the file, or clog itself has made a mistake in it.

    What a database cannot do is an answer, and a dialect that the change log refuses to run on is one too.
    """
    return isinstance(answer, dict) and ("error" in answer or _has_bug(answer))


def _has_bug(answer: Any) -> bool:
    """Return whether clog itself has made a mistake anywhere in an answer."""
    if isinstance(answer, dict):
        return answer.get("code") == BUG or any(map(_has_bug, answer.values()))
    return isinstance(answer, list) and any(map(_has_bug, answer))


class InspectRows:
    """The change sets of one change log for one database, or for a dialect without a database.

    Args:
        generation: makes the SQL.
        session: the database; offline for a dialect alone.
    """

    def __init__(self, generation: Generation, session: Session) -> None:
        self.generation = generation
        self.session = session
        self.tracker = make_tracker(session)

    def all(self) -> list[Row]:
        """Return a row for every change set, in order."""
        return [self.row(change_set) for change_set in self.generation.change_log.change_sets]

    def row(self, change_set: ChangeSet) -> Row:
        """Return the row of a change set: what filters it out, or its SQL."""
        row = identity(change_set)
        reason = mismatch(change_set, self.generation.runtime)
        if reason:
            row["skipped"] = reason
        else:
            self.fill(change_set, row)
        return row

    def fill(self, change_set: ChangeSet, row: Row) -> None:
        """Add the SQL to the row of a change set."""
        row["forward"] = guarded(lambda: self._forward(change_set, row))
        row["rollback"] = guarded(lambda: self._rollback(change_set))

    def _forward(self, change_set: ChangeSet, row: Row) -> Any:
        """Return the statements of a change set; an unusual end is noted in the row."""
        end = self.validity(change_set) or self.admission(change_set)
        found: list[str] = []
        if not end:
            try:
                for piece in self.generation.forward(change_set, for_script=True):
                    found.extend(texts((piece,)))
            except Stopped as error:
                end = stopped(change_set, error)
        if end:
            row["exectype"] = end
        return found

    def _rollback(self, change_set: ChangeSet) -> list[str]:
        """Return the statements that undo a change set."""
        self.validity(change_set)
        return texts(self.generation.rollback(change_set, for_script=True))

    def validity(self, change_set: ChangeSet) -> str:
        """Check a change set before anything is made of it.

        Returns:
            "" when it is valid, MARK_RAN when it is not and its author says to go on.

        Raises:
            ValidationError: it is not valid.
        """
        unknown = tuple(unknown_databases(change_set))
        if unknown:
            raise ValidationError(unknown)
        if change_set.on_validation_fail == "MARK_RAN":
            return "MARK_RAN" if self.generation.problems(change_set) else ""
        self.generation.check(change_set)
        return ""

    def admission(self, change_set: ChangeSet) -> str:
        """Ask the preconditions of a change set.

        Returns:
            "" to run it, MARK_RAN or SKIPPED.

        Raises:
            PreconditionFailed: they do not hold, and nothing else is said.
        """
        for node in change_set.node.children:
            if node.name.lower() == "preconditions":
                dialect = self.session.dialect.with_quoting(change_set.quoting)
                value_of = self.generation.change_log.value_of
                context = PreconditionContext(self.session, self.tracker, change_set.path, value_of, dialect)
                context = context._replace(quoting=self.generation.change_log.quoting)
                conditions = bind_preconditions(node, change_set.document)
                end = _end(evaluate(conditions, context, is_script=self.session.offline))
                if end:
                    return end
        return ""

    def check_head(self) -> None:
        """Ask the preconditions at the head of the change log.

        Raises:
            PreconditionFailed: they do not hold, whatever their onFail says, unless that is WARN.
        """
        change_log = self.generation.change_log
        context = PreconditionContext(
            self.session, self.tracker, change_log.path, change_log.value_of, quoting=change_log.quoting
        )
        for found in change_log.preconditions:
            conditions = bind_preconditions(found.node, found.document)
            verdict = evaluate(conditions, context, is_script=self.session.offline)
            if not verdict and verdict.action != "WARN":
                raise PreconditionFailed("; ".join(verdict.reasons))


def _end(verdict: Verdict) -> str:
    """Say how a change set ends by its preconditions; "" when it runs."""
    if verdict:
        return ""
    if verdict.action not in _ENDS:
        raise PreconditionFailed("; ".join(verdict.reasons))
    return _ENDS[verdict.action]


def stopped(change_set: ChangeSet, error: Stopped) -> str:
    """Say how a change set ends at its stop change: FAILED where failOnError is off.

    Raises:
        Stopped: failOnError is on.
    """
    if change_set.fail_on_error:
        raise error
    return "FAILED"

"""Preconditions at work: whether a change set runs, is only recorded, or is passed over; whether a run starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ClogError, PreconditionFailed
from clog.model.events import Event

if TYPE_CHECKING:
    from collections.abc import Generator

    from clog.database.preconditions.evaluate import Verdict
    from clog.execution.project import Project
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events
    from clog.model.node import Document, Node

EXECUTED, RERAN, MARK_RAN, SKIPPED, FAILED = "EXECUTED", "RERAN", "MARK_RAN", "SKIPPED", "FAILED"
"""What becomes of a change set: the first three are recorded."""


def admission(project: Project, change_set: ChangeSet, *, is_script: bool) -> Generator[Event, None, str]:
    """Evaluate the preconditions of a change set. One that is not valid got here by its onValidationFail.

    Returns:
        "" to run it, MARK_RAN to record it only, SKIPPED to do nothing.

    Raises:
        PreconditionFailed: onFail or onError says HALT.
    """
    if change_set.on_validation_fail == MARK_RAN:
        problems = project.generation.problems(change_set)
        if problems:
            text = f"{problems[0].message}: it is marked as run, as its onValidationFail says"
            yield Event("warning", text, str(change_set))
            return MARK_RAN
    for node in change_set.node.children:
        if node.name.lower() == "preconditions":
            outcome = yield from _admission(change_set, node, asked(project, change_set, node, is_script=is_script))
            if outcome:
                return outcome
    return ""


def asked(project: Project, change_set: ChangeSet, node: Node, *, is_script: bool = False) -> Verdict:
    """Evaluate one preConditions element of a change set."""
    from clog.database.preconditions.context import PreconditionContext
    from clog.database.preconditions.evaluate import evaluate
    from clog.derive.bind import bind_preconditions

    context = PreconditionContext(
        project.session,
        project.tracker,
        change_set.path,
        project.change_log.value_of,
        project.session.dialect.with_quoting(change_set.quoting),
        project.custom_precondition,
        project.change_log.quoting,
    )
    return evaluate(bind_preconditions(node, change_set.document), context, is_script=is_script)


def _admission(change_set: ChangeSet, node: Node, verdict: Verdict) -> Generator[Event, None, str]:
    """Evaluate one preConditions element."""
    if verdict:
        return ""
    text = _text(verdict)
    if verdict.action == "HALT":
        raise _halted(f"{change_set} was not run: {text}", change_set.document, node, verdict, str(change_set))
    if verdict.action == "WARN":
        yield Event("warning", f"{change_set} runs although {text}", str(change_set))
        return ""
    recorded = verdict.action == MARK_RAN
    says = "is marked as run" if recorded else "is passed over"
    yield Event("log", f"{change_set} {says}: {text}", str(change_set))
    return MARK_RAN if recorded else SKIPPED


def check_head(project: Project, *, is_script: bool = False) -> Events:
    """Evaluate the preconditions at the head of the change log; where a script is written, as their onSqlOutput says.

    Raises:
        PreconditionFailed: one does not hold, whatever its onFail says, unless that is WARN.
    """
    change_log = project.change_log
    if not change_log.preconditions:
        return
    from clog.database.preconditions.context import PreconditionContext
    from clog.database.preconditions.evaluate import evaluate
    from clog.derive.bind import bind_preconditions

    custom, quoting, value_of = project.custom_precondition, change_log.quoting, change_log.value_of
    context = PreconditionContext(
        project.session, project.tracker, change_log.path, value_of, custom=custom, quoting=quoting
    )
    for found in change_log.preconditions:
        verdict = evaluate(bind_preconditions(found.node, found.document), context, is_script=is_script)
        if verdict:
            continue
        text = _text(verdict)
        if verdict.action != "WARN":
            raise _halted(f"nothing was run: {text}", found.document, found.node, verdict)
        yield Event("warning", f"the run goes on although {text}")


def _text(verdict: Verdict) -> str:
    """Say in a sentence what did not hold."""
    reasons = "; ".join(verdict.reasons)
    return f"a precondition could not be evaluated: {reasons}" if verdict.cause else f"a precondition failed: {reasons}"


def _halted(message: str, document: Document, node: Node, verdict: Verdict, change_set: str = "") -> PreconditionFailed:
    """Make the error for a run that a precondition stops."""
    error = PreconditionFailed(
        message,
        at=document.location(node),
        hint="onFail says what else may happen: CONTINUE, MARK_RAN or WARN",
        change_set=change_set,
    )
    cause: ClogError | None = verdict.cause
    error.__cause__ = cause
    return error

"""Running change sets: the one loop behind update, rollback and their scripts.

Each step is generated, given to a sink (executed or printed) and recorded, and only then the next one is
looked at, because it may depend on the schema that this one left.

    PENDING ----> RUNNING ----> COMPLETED    executed, or recorded as MARK_RAN: committed with its row
                   |  ^  |
                   |  |  +----> CANCELLED    its preconditions say: not now; or the run was stopped from outside
                   |  |  +----> FAILED       taken back, as far as the database can; failOnError=false goes on
                   |  |  +----> ROLLEDBACK   undone, and its row is gone (`run_back`)
                   +--+
           deadlock: `PAUSES`, then once more
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from clog.database.recovery.journal import BACK
from clog.derive.describe import description
from clog.errors import (
    Cancelled,
    ClogError,
    ConnectionLost,
    EncodingError,
    ExecutionError,
    HalfDone,
    InvalidValue,
    LockLost,
    UnknownParameter,
    Unsupported,
)
from clog.execution.left_settings import left_settings
from clog.execution.precondition_gate import EXECUTED, FAILED, MARK_RAN, RERAN, SKIPPED, admission
from clog.execution.run_errors import with_change_set, with_outcome
from clog.model.events import Event
from clog.model.history import RanChangeSet
from clog.model.wording import setting
from clog.planning import RollbackStep, tag_of
from clog.rules.runner import file_warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from clog.checksum import Summer
    from clog.database.history.archive import ArchivedRow
    from clog.database.history.tracker import Tracker
    from clog.execution.project import Project
    from clog.execution.sinks import Output, Sink, Transactions
    from clog.generate import Generation
    from clog.model.bound import BoundChange
    from clog.model.catalog import Catalog
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events
    from clog.model.files import Files
    from clog.model.sql import Sql
    from clog.planning import Step
    from clog.rules.choice import Choice

PAUSES = (0.1, 0.5, 2.0)
"""Seconds before a change set is run again that failed because of a deadlock or a lock timeout."""

_BARE = (ExecutionError, ConnectionLost)
"""Errors that may come from anywhere in a run, so that they have to be told what was being run."""

_ENDS_THE_RUN = (Cancelled, ConnectionLost, HalfDone, LockLost)
"""Errors that failOnError=false does not allow."""

COMMIT_LOST = (
    "run the command again when the database is there again: the history, which was committed together with it, "
    "tells whether it is done"
)
"""What to do when the answer to a COMMIT did not come."""

RAN = frozenset((EXECUTED, RERAN, MARK_RAN))
"""Outcomes that leave a row in the history."""


class Tally:
    """What became of the steps of a run, counted while it goes on.

    Attributes:
        outcomes: path::id::author of each step tried, with its outcome.
        rows: how many rows were changed, as far as the drivers say.
    """

    def __init__(self) -> None:
        self.outcomes: list[tuple[str, str]] = []
        self.rows = 0

    @property
    def done(self) -> tuple[str, ...]:
        """The change sets that have been recorded or undone, in order."""
        return tuple(name for name, outcome in self.outcomes if outcome in RAN)


def run_forward(project: Project, steps: Sequence[Step], sink: Sink, tally: Tally) -> Events:
    """Run change sets in order.

    Raises:
        ClogError: one of them failed, and failOnError is not false. What was done before it stays.
    """
    if steps:
        sink.prepare()
    try:
        yield from _run_each(steps, lambda step: apply(project, step, sink), tally, "applied", sink)
    except ClogError as error:
        if project.settings.rollback_on_error and not sink.is_script and not sink.single:
            told = yield from _undo_applied(project, steps, sink, tally)
            error.notes = (*error.notes, *told)
        raise


def _undo_applied(
    project: Project, steps: Sequence[Step], sink: Sink, tally: Tally
) -> Generator[Event, None, tuple[str, ...]]:
    """Undo what this run has applied, the last one first, unless the one that failed is half done and may need it.

    Returns:
        What became of it, as lines of the error.
    """
    done = set(tally.done)
    applied = [RollbackStep(step.change_set, None) for step in reversed(steps) if str(step.change_set) in done]
    reason = sink.rollback_obstacle(step.change_set for step in steps)
    undone = Tally()
    if not reason:
        try:
            yield from run_back(project, applied, sink, undone)
        except ClogError as error:
            reason = error.message
    taken = ", ".join(undone.done) or "nothing"
    if reason:
        return (f"  undone again, as --rollback-on-error asks: {taken}, and no more, because {reason}",)
    return (f"  undone again, as --rollback-on-error asks: {taken}",)


def run_back(project: Project, steps: Sequence[RollbackStep], sink: Sink, tally: Tally) -> Events:
    """Undo change sets in the order given, each with the removal of its row.

    Raises:
        ClogError: one of them failed. What was undone before it stays undone.
    """
    yield from _run_each(steps, lambda step: undo(project, step, sink), tally, "undone", sink)


def _run_each(
    steps: Sequence[Step | RollbackStep],
    work: Callable[..., Generator[Event, None, str]],
    tally: Tally,
    verb: str,
    sink: Sink,
) -> Events:
    """Run each step and keep count; what breaks off says what had been done and what was not tried."""
    for place, step in enumerate(steps):
        name = str(step.change_set)
        try:
            outcome = yield from work(step)
        except ClogError as refused:
            error = refused
            sink.rollback()
            yield Event("progress", "", name, "FAILED")
            if sink.is_script:
                raise
            if type(error) in _BARE and not getattr(error, "change_set", ""):
                error = with_change_set(
                    step.change_set, error, doing="running" if verb == "applied" else "rolling back"
                )
            if isinstance(error, HalfDone) and error.at is None:
                error.at = step.change_set.document.location(step.change_set.node)
            rest = [str(later.change_set) for later in steps[place + 1 :]]
            done = () if sink.single else tally.done
            raise with_outcome(error, done, rest, verb) from error.__cause__
        except (KeyboardInterrupt, SystemExit) as stop:
            sink.rollback()
            yield Event("progress", "", name, "CANCELLED")
            rest = [str(later.change_set) for later in steps[place + 1 :]]
            ended = Cancelled(
                f"the run was stopped from outside while {'running' if verb == 'applied' else 'rolling back'} {name}",
                at=step.change_set.document.location(step.change_set.node),
                hint="run the command again to go on",
                change_set=name,
            )
            raise with_outcome(ended, () if sink.single else tally.done, rest, verb) from stop
        tally.outcomes.append((name, outcome))
        tally.rows = sink.rows


def apply(project: Project, step: Step, sink: Sink) -> Generator[Event, None, str]:
    """Run one change set with its preconditions, and record it.

    Returns:
        EXECUTED, RERAN or MARK_RAN, which are recorded; SKIPPED or FAILED, which are not.

    Reference: liquibase.changelog.ChangeSet.execute, liquibase.changelog.visitor.UpdateVisitor
    """
    change_set = step.change_set
    name = str(change_set)
    before = sink.rows
    yield Event("progress", "" if sink.is_script else f"Running Changeset: {name}", name, "RUNNING", 0, sink.meter)
    outcome = ""
    for pause in (*PAUSES, None):
        try:
            with sink.around(change_set):
                outcome = yield from _apply(project, step, sink)
                _commit(change_set, sink, "committing")
            break
        except ClogError as error:
            if pause is not None and isinstance(error, ExecutionError) and sink.may_retry(error):
                yield Event("warning", f"{name} is run again: others were in its way ({_first_line(error)})", name)
                time.sleep(pause)
            elif change_set.fail_on_error or sink.is_script or isinstance(error, _ENDS_THE_RUN):
                raise
            else:
                sink.rollback()
                allowed = setting(change_set.document.format, "failOnError", "false")
                text = f"{name} failed, which its {allowed} allows: {error.message}"
                yield Event("warning", text, name, "FAILED")
                return FAILED
    yield Event("progress", "", name, "CANCELLED" if outcome == SKIPPED else "COMPLETED", sink.rows - before)
    return outcome


def _first_line(error: ClogError) -> str:
    """Return what the database itself said, in one line."""
    cause = error.__cause__
    return (cause.message if isinstance(cause, ClogError) else error.message).partition("\n")[0]


def _commit(change_set: ChangeSet, transactions: Transactions, doing: str) -> None:
    """Commit a change set with its row; where the answer is lost, nobody knows whether both are there or neither is."""
    try:
        transactions.commit()
    except ConnectionLost as error:
        text = f"whether it is done is not known, because the connection was lost before the answer: {error.message}"
        lost = ConnectionLost(text, hint=COMMIT_LOST, statement=error.statement, sqlstate=error.sqlstate)
        raise with_change_set(change_set, lost, doing=doing) from error
    except ExecutionError as error:
        raise with_change_set(change_set, error, doing=doing) from error


def _apply(project: Project, step: Step, sink: Sink) -> Generator[Event, None, str]:
    """Send all statements of a change set to the sink."""
    change_set = step.change_set
    yield from sink.comment(f"Changeset {change_set}")
    yield from sink.enter()
    if sink.is_script and change_set.comments:
        yield from sink.comment("; ".join(change_set.comments).strip())
    if sink.resumed:
        yield Event("warning", f"{change_set} had broken off half done and is taken up where it stopped")
    outcome = "" if sink.resumed else (yield from admission(project, change_set, is_script=sink.is_script))
    if outcome == SKIPPED:
        return outcome
    changes = project.generation.changes(change_set)
    if outcome != MARK_RAN:
        outcome = EXECUTED if step.row is None else RERAN
        strict, generation = project.settings.strict, project.generation
        yield from _warn_of_passed_over(generation, change_set, sink.catalog, strict=strict)
        yield from _warn_of_doubts(generation, change_set, project.choice, strict=strict)
        yield from _warn_of_losses(generation, change_set, sink, strict=strict)
        pieces = generation.forward(change_set, sink.catalog, for_script=sink.is_script)
        yield from _statements(change_set, pieces, sink, "running", strict=strict)
        yield from left_settings(change_set, sink.left_settings(), strict=strict)
    yield from sink.record(record_of(project.tracker, project.summer, change_set, changes, outcome))
    sink.save(
        change_set,
        lambda: make_archived_row(change_set, project.summer, project.resources, project.settings.file_encoding),
    )
    return outcome


def _warn_of_passed_over(
    generation: Generation, change_set: ChangeSet, catalog: Catalog | None, *, strict: bool
) -> Events:
    """Say which changes do nothing on this database; with --strict that is an error."""
    for change, text in generation.passed_over(change_set, catalog):
        at = change.location
        if strict:
            hint = "restrict the change set with dbms, or leave out --strict"
            raise Unsupported(f"{text} ({change_set})", at=at, hint=hint)
        yield Event("warning", f"{at}: {text}", str(change_set))


def _warn_of_doubts(generation: Generation, change_set: ChangeSet, choice: Choice, *, strict: bool) -> Events:
    """Say which parameters in files have no value, and what is lost of files; with --strict that is an error."""
    for problem in file_warnings(change_set, generation, choice):
        if strict:
            kind = next(one for one in (UnknownParameter, EncodingError, InvalidValue) if one.code == problem.code)
            raise kind(problem.message, at=problem.at, hint=problem.hint, excerpt=problem.excerpt)
        yield Event("warning", str(problem._replace(severity="")), str(change_set))


def _warn_of_losses(
    generation: Generation, change_set: ChangeSet, output: Output, *, strict: bool, back: bool = False
) -> Events:
    """Say what columns lose because changes have to write them anew; with --strict that is an error."""
    for bound, loss in generation.losses(change_set, output.catalog, back=back, for_script=output.is_script):
        at = bound.location
        text, hint = loss.text(generation.dialect), loss.hint(generation.dialect)
        if strict:
            raise Unsupported(f"{text} ({change_set})", at=at, hint=f"{hint}; or leave out --strict")
        yield Event("warning", f"{at}: {text}; to keep it, {hint}", str(change_set))


def record_of(
    tracker: Tracker, summer: Summer, change_set: ChangeSet, changes: Sequence[BoundChange], outcome: str
) -> Sql:
    """Make the statement that records a change set."""
    return tracker.mark_ran(
        change_set,
        outcome,
        check_sum=summer(change_set),
        description=description(changes),
        tag=tag_of(change_set),
        again=outcome == RERAN,
    )


def make_archived_row(change_set: ChangeSet, summer: Summer, files: Files, encoding: str) -> ArchivedRow:
    """Make what is kept of a change set that was run."""
    from clog.analysis.meaning import make_stored_meaning
    from clog.database.history.archive import ArchivedRow

    kept = make_stored_meaning(change_set, files, encoding)
    return ArchivedRow(str(summer(change_set)), kept.fingerprint, kept.packed)


def _left_out(change_set: ChangeSet, source: BoundChange, *, strict: bool) -> Events:
    """Say that a script has not all that a change does, because it sends values; with --strict that is an error."""
    told = source.change.get("use_prepared_statements")
    text = f"the script leaves out what this {source.change.declaration.name} writes, which clog update sends as values"
    hint = (
        "usePreparedStatements=false puts rows without LOBs into it"
        if told
        else "run clog update, or put the rows into SQL"
    )
    if strict:
        raise Unsupported(f"{text} ({change_set})", at=source.location, hint=f"{hint}; or leave out --strict")
    yield Event("warning", f"{source.location}: {text}; {hint}", str(change_set))


def _statements(
    change_set: ChangeSet,
    pieces: Iterator[Sql],
    output: Output,
    doing: str,
    *,
    strict: bool,
) -> Events:
    """Send statements to the sink one by one; errors say at which change they happened."""
    source = None
    try:
        for sql in pieces:
            if output.is_script and sql.bound and not sql.text and sql.source is not None and sql.source is not source:
                yield from _left_out(change_set, sql.source, strict=strict)
            source = sql.source
            yield from output.statement(sql)
    except ClogError as error:
        at = change_set.document.location(change_set.node) if source is None else source.location
        raise with_change_set(change_set, error, doing=doing, at=at) from error


def undo(project: Project, step: RollbackStep, sink: Sink) -> Generator[Event, None, str]:
    """Undo one change set and forget its row.

    Returns:
        EXECUTED.

    Reference: liquibase.changelog.ChangeSet.rollback, liquibase.changelog.visitor.RollbackVisitor
    """
    change_set = step.change_set
    name = str(change_set)
    before = sink.rows
    yield Event("progress", "" if sink.is_script else f"Rolling Back Changeset: {name}", name, "RUNNING", 0, sink.meter)
    yield from sink.enter()
    yield from sink.comment(f"Rolling Back ChangeSet: {name}")
    with sink.around(change_set, direction=BACK):
        try:
            pieces = project.generation.rollback(change_set, sink.catalog, for_script=sink.is_script)
        except ClogError as error:
            raise with_change_set(change_set, error, doing="rolling back") from error
        yield from _warn_of_losses(project.generation, change_set, sink, strict=project.settings.strict, back=True)
        yield from _statements(change_set, pieces, sink, "rolling back", strict=project.settings.strict)
        yield from left_settings(change_set, sink.left_settings(), strict=project.settings.strict)
        yield from sink.record(project.tracker.remove(row_of(step)))
        sink.forget(change_set)
        _commit(change_set, sink, "committing the rollback of")
    yield Event("progress", "", name, "ROLLEDBACK", sink.rows - before)
    return EXECUTED


def row_of(step: RollbackStep) -> RanChangeSet:
    """Return the row of a step, or the row it would have if it had run."""
    if step.row is not None:
        return step.row
    change_set = step.change_set
    return RanChangeSet(change_set.key, change_set.path, None, 0, EXECUTED, *[None] * 8)

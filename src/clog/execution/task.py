"""Tasks: what a command wants done, either executed under the lock or written as a script.

The way of both:

    execute:  read history --> decide --> nothing to do: said, no lock is taken
                                 |
                                 v
              lock --> read again --> decide again, if others were faster
                                 |
                                 v
              prepare tables --> upgrade checksums --> carry out --> end (a dry run: take back) --> unlock

    script:   read history --> decide --> the same steps, each written by `ScriptSink`
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.database.lock import table as locking
from clog.database.lock.acquire import free_dead_lock
from clog.database.recovery.journal import half_done
from clog.errors import TagMissing, UsageError
from clog.execution.lock_waiting import acquire_lock
from clog.execution.script_sink import ScriptSink
from clog.execution.sinks import DatabaseSink
from clog.model.events import Event
from clog.naming import listed, suggestion
from clog.planning import tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from clog.checksum import Summer
    from clog.database.connection.session import Session
    from clog.database.history.tracker import Tracker
    from clog.database.lock.holder import ChangeLogLock
    from clog.database.recovery.journal import JournalEntry
    from clog.dialects.base.dialect import Dialect
    from clog.execution.executor import Tally
    from clog.execution.project import Project
    from clog.execution.sinks import Output, Sink
    from clog.model.events import Events
    from clog.model.history import RanChangeSet
    from clog.planning import Plan, Step
    from clog.settings import Settings


class Work(NamedTuple):
    """What is to be done, decided from the history.

    Attributes:
        steps: change sets to run, to record or to undo, in order.
        upgrades: steps whose rows get the current checksum.
        plan: the plan behind it, where there is one.
    """

    steps: tuple[Any, ...]
    upgrades: tuple[Step, ...] = ()
    plan: Plan | None = None

    def __bool__(self) -> bool:
        """Return whether there is anything to do."""
        return bool(self.steps or self.upgrades)


class Task(NamedTuple):
    """A change of the database.

    Attributes:
        decide: finds out what is to be done from the history; asked again when somebody else was faster.
        carry_out: does the steps on a sink.
        title: of the script; empty for a script without a head.
        idle: said when there is nothing to do.
    """

    decide: Callable[[list[RanChangeSet]], Work]
    carry_out: Callable[[Project, Sequence[Any], Sink, Tally], Events]
    title: str = ""
    idle: str = ""


class Done(NamedTuple):
    """What was done: the work and what became of it."""

    work: Work
    tally: Tally


def execute(project: Project, task: Task) -> Generator[Event, None, Done]:
    """Run a task under the lock; without anything to do, nothing is written and no lock is taken."""
    from clog.execution.executor import Tally

    tally = Tally()
    history = project.tracker.read()
    work = task.decide(history)
    yield from _warn_before(project, work, history)
    if not work:
        if task.idle:
            yield Event("notice", task.idle)
        for warning in () if project.settings.dry_run else free_dead_lock(project.session):
            yield Event("warning", warning)
        if not project.session.offline:
            yield from _half_done(half_done(project.session))
        return Done(work, tally)
    if project.session.offline:
        first = work.steps[0].change_set if work.steps else "a checksum"
        raise UsageError(
            f"{first} is pending and cannot be run: there is no database behind {project.session.shown_url}",
            hint="the commands that end in -sql write a script instead",
        )
    single = one_transaction(project.settings, project.session.dialect)
    with (
        project.session.trial() if project.settings.dry_run else nullcontext(),
        (yield from acquire_lock(project.lock(), project.session.shown)) as lock,
    ):
        again = project.tracker.read()
        if again != history:
            work = task.decide(again)
        yield from _warnings(lock)
        sink = _sink(project, lock, single=single)
        project.tracker.prepare(lock)
        yield from _left_over(sink, work)
        for step in work.steps:
            yield Event("progress", "", str(step.change_set), "PENDING")
        yield from upgrade(work.upgrades, project.tracker, project.summer, sink)
        sink.commit()
        yield from task.carry_out(project, work.steps, sink, tally)
        sink.end()
        if project.settings.dry_run:
            yield from _report_dry_run(tally.done)
        project.tracker.save()
        yield from _warnings(lock)
    yield from _warnings(lock)
    return Done(work, tally)


def _report_dry_run(names: Iterable[str]) -> Events:
    """Say what becomes of the change sets of a dry run."""
    yield Event("notice", "dry run: everything was executed, and all of it was taken back")
    for name in names:
        yield Event("progress", "", name, "RUNNING")
        yield Event("progress", "", name, "ROLLEDBACK")


def _warnings(lock: ChangeLogLock) -> Events:
    """Say what happened to the lock, once."""
    while lock.warnings:
        yield Event("warning", lock.warnings.pop(0))


def _sink(project: Project, lock: ChangeLogLock, *, single: bool) -> DatabaseSink:
    """Choose where statements go: to the database for good, or only for a try."""
    if project.settings.dry_run:
        from clog.execution.dry_run_sink import DryRunSink

        return DryRunSink(project.session, project.tracker, lock)
    return DatabaseSink(project.session, project.tracker, lock, single=single)


def one_transaction(settings: Settings, dialect: Dialect) -> bool:
    """Return whether the run is one transaction.

    Raises:
        UsageError: it shall be, and this database commits each change of its schema by itself.
    """
    wanted = settings.single_transaction or settings.dry_run
    name, traits = dialect.name, dialect.traits
    if settings.dry_run and not traits.transactional_ddl:
        raise UsageError(
            f"nothing was executed: {name} commits changes of the schema by itself, so that a dry run could not take them back",
            hint=f"clog {settings.command}-sql writes what would be executed; to execute it on trial, take a copy",
        )
    if wanted and not traits.transactional_ddl:
        raise UsageError(
            f"{name} cannot do a whole run in one transaction: changes of the schema commit",
            hint="run without --single-transaction; a run that breaks off is taken up where it stopped",
        )
    return bool(wanted)


def _left_over(sink: DatabaseSink, work: Work) -> Events:
    """List the change sets that an earlier run left half done and that have no part in this one."""
    mine = {step.change_set.key for step in work.steps}
    return _half_done(entry for key, entry in sink.journal.entries().items() if key not in mine)


def _half_done(entries: Iterable[JournalEntry]) -> Events:
    """Say of each change set that it is half done, and what to do."""
    for entry in entries:
        yield Event(
            "warning",
            f"the {entry.direction} of {entry.key} broke off half done, and it is not part of this run; "
            f"run the {entry.direction} again to end it",
            str(entry.key),
        )


def script(project: Project, task: Task, *, lock: bool = True) -> Generator[Event, None, Done]:
    """Write what a task would do as a script.

    Args:
        project: the database is looked at, never changed.
        task: what is to be done.
        lock: whether the script takes and frees the lock.
    """
    from clog.execution.executor import Tally

    tally = Tally()
    session, tracker = project.session, project.tracker
    history = tracker.read()
    work = task.decide(history)
    yield from _warn_before(project, work, history)
    sink = ScriptSink(session)
    lock = lock and not session.offline
    yield from sink.enter(again=False)
    if not session.offline:
        yield from sink.sections(locking.preparation(session))
    if lock:
        yield from sink.sections((locking.acquire_section(session),))
        yield from sink.enter()
    yield from sink.sections(tracker.preparation())
    if task.title:
        yield from sink.header(_head(project.settings, session, task.title))
        yield from sink.enter()
    try:
        yield from upgrade(work.upgrades, project.tracker, project.summer, sink)
        yield from task.carry_out(project, work.steps, sink, tally)
        tracker.save()
    finally:
        if lock:
            yield from sink.sections((locking.release_section(session),), enter=True)
    return Done(work, tally)


def complete_script(run: Generator[Event, None, Done]) -> Generator[Event, None, Done]:
    """Return a script when all of it is there: half a rollback is worse than none."""
    pieces: list[Event] = []
    while True:
        try:
            event = next(run)
        except StopIteration as end:
            yield from pieces
            done: Done = end.value
            return done
        if event.kind == "script":
            pieces.append(event)
        else:
            yield event


def _warn_before(project: Project, work: Work, history: list[RanChangeSet]) -> Events:
    """Say what is odd about a task before it begins."""
    yield from warn_of_missing_tag(project.settings, work.plan)
    if history and (work.plan is None or work.plan.unrecorded):
        from clog.execution.history_paths import warn_of_moved

        yield from warn_of_moved(project.change_sets, history, project.summer, strict=project.settings.strict)


def warn_of_missing_tag(settings: Settings, plan: Plan | None) -> Events:
    """Say that a tag is not there, before all that is pending is done, as Liquibase does it.

    Raises:
        TagMissing: warnings are errors.
    """
    if plan is None or plan.tag_found:
        return
    rows = (step.row.tag for step in plan.steps if step.row is not None)
    known = list(dict.fromkeys(filter(None, (*rows, *(tag_of(step.change_set) for step in plan.steps)))))
    hint = suggestion(settings.tag, known) or f"there {'is' if len(known) == 1 else 'are'} {listed(known) or 'none'}"
    text = f'the tag "{settings.tag}" is neither in the history nor in {settings.changelog_file}'
    if settings.strict:
        raise TagMissing(text, hint=hint)
    yield Event("warning", f"{text}: all that is pending has a part in this, as in Liquibase; {hint}")


def _head(settings: Settings, session: Session, title: str) -> Iterable[str]:
    """List the lines at the top of a script."""
    import time

    from clog import __version__

    yield title
    yield "*" * 69
    if settings.changelog_file:
        yield f"Change Log: {settings.changelog_file}"
    yield f"Ran at: {time.strftime('%Y-%m-%d %H:%M:%S')}"
    yield f"Against: {session.shown}"
    yield f"clog version: {__version__}"


def upgrade(steps: Iterable[Step], tracker: Tracker, summer: Summer, output: Output) -> Events:
    """Write the current checksum into rows that have none, or one of an older version."""
    for step in steps:
        assert step.row is not None  # noqa: S101 - only steps with rows are upgraded
        now = summer(step.change_set)
        if step.row.md5sum:
            text = f"Upgrading checksum for Changeset {step.change_set} from {step.row.md5sum} to {now}."
            yield Event("notice", text)
        yield from output.record(tracker.set_check_sum(step.row, now))

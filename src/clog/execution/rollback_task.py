"""The rollback family: what the commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.execution.checks import check
from clog.execution.confirmation import with_confirmation
from clog.execution.executor import run_back
from clog.execution.project import Project
from clog.execution.rollback_check import check_rollback
from clog.execution.task import Task, Work, complete_script, execute, script
from clog.model.events import Event, Report
from clog.planning import plan_rollback, rows_after_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import TypeAlias

    from clog.execution.sinks import Sink
    from clog.model.events import Events, Run
    from clog.model.history import RanChangeSet
    from clog.planning import RollbackStep
    from clog.settings import Settings

    Selection: TypeAlias = Callable[[list[RanChangeSet]], tuple[Sequence[RanChangeSet], int | None]]

NOTHING = "0 changesets rolled back: there is nothing to undo"


def newest(count: int) -> Selection:
    """Select the newest rows."""
    return lambda history: (history, count)


def after_tag(settings: Settings, tag: str) -> Selection:
    """Select the rows behind a tag."""
    return lambda history: (rows_after_tag(history, tag, oldest=settings.tag_version == "OLDEST"), None)


def after_date(date: datetime) -> Selection:
    """Select the rows that are younger than a point in time."""
    from clog.model.moments import moment_of

    def select(history: list[RanChangeSet]) -> tuple[Sequence[RanChangeSet], int | None]:
        moments = ((row, moment_of(row.date_executed)) for row in history)
        return [row for row, moment in moments if moment is not None and moment > date], None

    return select


def rollback_task(project: Project, select: Selection, *, title: str = "") -> Task:
    """Make the task that undoes what is selected."""

    def decide(history: list[RanChangeSet]) -> Work:
        project.plan(history)  # an edited change set is not rolled back by what it says now
        rows, count = select(history)
        steps = plan_rollback(project.change_sets, rows, project.runtime, count=count)
        if not project.settings.rollback_script:
            check_rollback(project.generation, project.session, steps)
        return Work(steps)

    return Task(decide, _by_script if project.settings.rollback_script else run_back, title, NOTHING)


def run_rollback(settings: Settings, select: Selection) -> Run:
    """Undo what is selected and say what was done."""
    with Project(settings) as project:
        yield from check(project)
        done = yield from execute(project, with_confirmation(project, rollback_task(project, select)))
        return Report(done=() if settings.dry_run else done.tally.done, answer=answer(done.tally.outcomes))


def print_rollback(settings: Settings, select: Selection, *, title: str) -> Run:
    """Write what undoes the selected change sets as a script."""
    with Project(settings) as project:
        yield from check(project, is_script=True)
        done = yield from complete_script(script(project, rollback_task(project, select, title=title)))
        return Report(done=done.tally.done)


def answer(outcomes: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Say for machines what was undone."""
    return {"changeSets": [{"changeSet": name, "outcome": "ROLLEDBACK"} for name, _ in outcomes]}


def _by_script(project: Project, steps: Sequence[RollbackStep], sink: Sink, tally: Any) -> Events:
    """Run the file of --rollback-script in place of the rollbacks, then forget the rows."""
    from clog.execution.script_files import statements_of

    name = project.settings.rollback_script
    assert name is not None  # noqa: S101 - asked before
    if not steps:
        return
    for sql in statements_of(project, name):
        yield from sink.statement(sql)
    for step in steps:
        assert step.row is not None  # noqa: S101 - only what ran is undone
        yield from sink.record(project.tracker.remove(step.row))
        yield Event("progress", f"Rolled Back Changeset:{step.change_set}", str(step.change_set), "ROLLEDBACK")
        tally.outcomes.append((str(step.change_set), "EXECUTED"))
    sink.commit()

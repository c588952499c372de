"""The sync family: change sets are recorded as run, without being run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.checks import check
from clog.execution.executor import record_of
from clog.execution.precondition_gate import EXECUTED
from clog.execution.project import Project
from clog.execution.task import Task, Work, execute, script
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.execution.executor import Tally
    from clog.execution.sinks import Sink
    from clog.model.events import Events, Run
    from clog.model.history import RanChangeSet
    from clog.planning import Step
    from clog.settings import Settings

TITLE = "SQL to add all changesets to database history table"


def record_only(project: Project, steps: Sequence[Step], sink: Sink, tally: Tally) -> Events:
    """Record change sets as run, all in one transaction."""
    for step in steps:
        change_set = step.change_set
        changes = project.generation.changes(change_set)
        yield from sink.record(record_of(project.tracker, project.summer, change_set, changes, EXECUTED))
        sink.drop_progress(change_set)
        yield Event("progress", "", str(change_set), "COMPLETED")
        tally.outcomes.append((str(change_set), EXECUTED))
    sink.commit()


def _task(project: Project, *, tag: str | None, only_next: bool, title: str = "") -> Task:
    """Make the task."""

    def decide(history: list[RanChangeSet]) -> Work:
        plan = project.plan(history, tag=tag)
        return Work(plan.unrecorded[: 1 if only_next else None], plan=plan)

    return Task(decide, record_only, title, "nothing is pending, nothing was recorded")


def run_sync(settings: Settings, *, tag: str | None = None, only_next: bool = False) -> Run:
    """Record what is pending."""
    with Project(settings) as project:
        yield from check(project)
        done = yield from execute(project, _task(project, tag=tag, only_next=only_next))
        names = done.tally.done
        if names:
            yield Event("notice", f"recorded as run: {len(names)} changeset{'' if len(names) == 1 else 's'}")
        return Report(done=names, answer={"recorded": list(names)})


def print_sync(settings: Settings, *, tag: str | None = None, only_next: bool = False, title: str = "") -> Run:
    """Write what would be recorded."""
    with Project(settings) as project:
        yield from check(project, is_script=True)
        task = _task(project, tag=tag, only_next=only_next, title=title)
        done = yield from script(project, task, lock=not only_next)
        return Report(done=done.tally.done)

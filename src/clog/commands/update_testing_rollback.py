"""update-testing-rollback: update, undo what was done, and update again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.history.open_history import make_tracker
from clog.execution.checks import check
from clog.execution.executor import run_back
from clog.execution.project import Project
from clog.execution.rollback_check import check_rollback
from clog.execution.rollback_task import NOTHING
from clog.execution.task import Task, Work, execute
from clog.execution.update_summary import answer, summary
from clog.execution.update_task import update_task
from clog.model.events import Report
from clog.planning import plan_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.model.history import RanChangeSet
    from clog.settings import Settings

TAKES = ("tag", "show_summary", "show_summary_output", "rollback_on_error")


def update_testing_rollback(settings: Settings) -> Run:
    """Run what is pending, undo exactly that, and run it again: so that a rollback is known to work.

    --tag stops at the change set that has the tag.
    """
    tag = settings.tag or None
    with Project(settings) as project:
        yield from check(project)
        first = yield from execute(project, update_task(project, tag=tag))
        yield from summary(settings, first)
        ran = set(first.tally.done)

        def decide(history: list[RanChangeSet]) -> Work:
            rows = [row for row in history if f"{row.path}::{row.key.id}::{row.key.author}" in ran]
            steps = plan_rollback(project.change_sets, rows, project.runtime)
            check_rollback(project.generation, project.session, steps)
            return Work(steps)

        yield from execute(project, Task(decide, run_back, idle=NOTHING))
        project.tracker = make_tracker(project.session, deployment_id=project.tracker.deployment_id)
        again = yield from execute(project, update_task(project, tag=tag))
        yield from summary(settings, again)
        return Report(done=again.tally.done, answer=answer(again))

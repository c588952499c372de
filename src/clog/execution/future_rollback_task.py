"""The future rollback family: what would undo change sets that have not run yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import TagMissing
from clog.execution.checks import check
from clog.execution.executor import run_back
from clog.execution.project import Project
from clog.execution.rollback_check import check_rollback
from clog.execution.task import Task, Work, complete_script, script
from clog.model.events import Report
from clog.planning import plan_future_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.model.history import RanChangeSet
    from clog.settings import Settings

TITLE = "SQL to roll back currently unexecuted changes"


def future(settings: Settings, *, count: int | None = None, tag: str | None = None) -> Run:
    """Write the script.

    Raises:
        TagMissing: neither the history nor the change log has the tag.
    """
    with Project(settings) as project:
        yield from check(project, is_script=True)

        def decide(history: list[RanChangeSet]) -> Work:
            plan = project.plan(history, tag=tag)
            if not plan.tag_found:
                raise TagMissing(
                    f'there is no tag "{tag}", neither in the history nor in {settings.changelog_file}',
                    hint="clog history lists the tags that are set",
                )
            steps = plan_future_rollback(plan, count=count)
            check_rollback(project.generation, project.session, steps)
            return Work(steps, plan=plan)

        done = yield from complete_script(script(project, Task(decide, run_back, TITLE)))
        return Report(done=done.tally.done)

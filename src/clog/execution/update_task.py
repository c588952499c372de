"""The update family: what the commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.checks import check
from clog.execution.executor import run_forward
from clog.execution.plan_cache import checked, load_plan, record, save_plan
from clog.execution.project import Project
from clog.execution.task import Task, Work, execute, one_transaction, script, warn_of_missing_tag
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.model.history import RanChangeSet
    from clog.settings import Settings

UP_TO_DATE = "Database is up to date, no changesets to execute"


def update_task(project: Project, *, count: int | None = None, tag: str | None = None, title: str = "") -> Task:
    """Make the task that runs what is pending."""

    def decide(history: list[RanChangeSet]) -> Work:
        plan = project.plan(history, count=count, tag=tag)
        return Work(plan.pending, plan.upgrades, plan)

    return Task(decide, run_forward, title, UP_TO_DATE)


def run_update(settings: Settings, *, count: int | None = None, tag: str | None = None) -> Run:
    """Run what is pending and say what was done; with --plan only say what would be."""
    with Project(settings) as project:
        untriable = settings.dry_run and not project.session.dialect.traits.transactional_ddl
        if settings.plan or untriable:
            from clog.execution.plan_report import show_plan

            yield from check(project)
            planned = project.plan(project.tracker.read(), count=count, tag=tag)
            yield from warn_of_missing_tag(project.settings, planned)
            report = yield from show_plan(project, planned)
            if planned.pending and not settings.plan:
                one_transaction(project.settings, project.session.dialect)  # says why it cannot be
            return report
        silent = False
        plan = load_plan(project) if count is None and tag is None else None
        if plan is not None and not plan.pending:
            work = Work((), (), plan)
            task = Task(lambda _: work, run_forward, "", UP_TO_DATE)
        else:
            record(project)
            silent = yield from checked(project)
            task = update_task(project, count=count, tag=tag)
        done = yield from execute(project, task)
        if silent and count is None and tag is None and not done.work and done.work.plan is not None:
            save_plan(project, done.work.plan)
        if done.tally.outcomes and not settings.dry_run:
            verb = settings.command.capitalize()
            yield Event("notice", f"{verb} has been successful. Rows affected: {done.tally.rows}")
        from clog.execution.update_summary import answer, summary

        yield from summary(settings, done)
        return Report(done=() if settings.dry_run else done.tally.done, answer=answer(done))


def print_update(settings: Settings, *, count: int | None = None, tag: str | None = None, title: str = "") -> Run:
    """Write what is pending as a script."""
    with Project(settings) as project:
        yield from check(project, is_script=True)
        done = yield from script(project, update_task(project, count=count, tag=tag, title=title))
        return Report(done=done.tally.done)

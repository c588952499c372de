"""status: list the change sets that are pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.plan_cache import checked, load_plan, record, save_plan
from clog.execution.project import Project
from clog.execution.skipped_change_sets import list_skipped
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("verbose", "fail_if_pending")
FORMATS = ("", "TEXT", "JSON", "JUNIT")


def status(settings: Settings) -> Run:
    """List the change sets that an update would run, those that run every time (runAlways) among them.

    Nothing is written but the tables of Liquibase, where there are none yet. With --fail-if-pending=true the
    exit status is 1 when anything is pending; what has run and merely runs every time does not count there.
    --verbose says of each other change set why it does not run.
    """
    with Project(settings) as project:
        plan = load_plan(project)
        if plan is None:
            record(project)
            silent = yield from checked(project)
            plan = project.plan(project.tracker.read())
            if silent:
                save_plan(project, plan)
        if plan.unrecorded:
            from clog.execution.history_paths import warn_of_moved

            yield from warn_of_moved(
                project.change_sets, project.tracker.read(), project.summer, strict=project.settings.strict
            )
        project.prepare()
        resting = list_skipped(plan, project.runtime) if settings.verbose or settings.format.upper() == "JSON" else []
        pending = [str(step.change_set) for step in plan.unapplied]
        listed = [str(step.change_set) for step in plan.pending]
        shown = project.session.shown
    if settings.format.upper() == "JUNIT":
        from clog.reporters.findings import as_junit

        cases = [(name, "it is pending") for name in pending] or [("the database is up to date", "")]
        yield Event("result", as_junit("clog.status", cases))
    elif not listed:
        yield Event("result", f"{shown} is up to date")
    else:
        subject = "1 changeset has" if len(listed) == 1 else f"{len(listed)} changesets have"
        yield Event("result", f"{subject} not been applied to {shown}")
        if settings.verbose is not False:
            yield Event("result", "\n".join(f"     {name}" for name in listed))
    if settings.verbose and settings.format.upper() != "JUNIT":
        for one in resting:
            yield Event("result", f"     {one['changeSet']} does not run: {'; '.join(one['reasons'])}")
    failing = settings.fail_if_pending and bool(pending)
    counted = set(pending)
    always = [name for name in listed if name not in counted]
    answer = {"database": shown, "pending": pending, "runAlways": always, "notRun": resting}
    return Report(answer=answer, status=int(failing))

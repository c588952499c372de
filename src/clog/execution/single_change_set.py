"""Commands about one change set or one update, out of the usual order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.execution.checks import check
from clog.execution.confirmation import with_confirmation
from clog.execution.dependencies import find_dependants
from clog.execution.executor import run_back, run_forward
from clog.execution.project import Project
from clog.execution.rollback_check import check_rollback
from clog.execution.rollback_task import NOTHING, answer
from clog.execution.task import Task, Work, complete_script, execute, script
from clog.model.changelog import ChangeSetKey
from clog.model.events import Report
from clog.model.paths import normal_path
from clog.planning import plan_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.model.history import RanChangeSet
    from clog.settings import Settings


IN_PARTS = "--changeset-path, --changeset-id and --changeset-author name a change set, whatever its names hold"
"""What to do where path::id::author does not tell them apart."""


def chosen(settings: Settings) -> ChangeSetKey:
    """Read which change set is meant: path::id::author, or its three parts.

    What stands between the first :: and the last one is the id, whatever it holds.

    Raises:
        UsageError: a part is missing.
    """
    path, identifier, author = settings.changeset_path, settings.changeset_id, settings.changeset_author
    if settings.changeset_identifier is not None:
        path, first, rest = settings.changeset_identifier.partition("::")
        identifier, last, author = rest.rpartition("::")
        if not (first and last):
            raise UsageError(f'"{settings.changeset_identifier}" is not path::id::author', hint=IN_PARTS)
    if not (path and identifier and author):
        raise UsageError(
            f"{settings.command} needs to know which change set",
            hint=f"clog {settings.command} --changeset-identifier=path::id::author, or {IN_PARTS}",
        )
    return ChangeSetKey(normal_path(path), identifier, author)


def _update_task(project: Project, key: ChangeSetKey, title: str = "") -> Task:
    """Make the task that runs one change set."""

    def decide(history: list[RanChangeSet]) -> Work:
        plan = project.plan(history)
        found = [step for step in plan.steps if step.change_set.key == key]
        if not found:
            raise unknown(key)
        if found[0].denied:
            raise UsageError(
                f"{key} is not meant for this run: {', '.join(found[0].denied)}",
                hint="clog why says which filter keeps it out",
            )
        return Work(tuple(step for step in found if step.runs), plan=plan)

    return Task(decide, run_forward, title, f"{key} has run already")


def run_one(settings: Settings, key: ChangeSetKey) -> Run:
    """Run one change set."""
    with Project(settings) as project:
        yield from check(project)
        done = yield from execute(project, _update_task(project, key))
        outcomes = [{"changeSet": name, "outcome": outcome} for name, outcome in done.tally.outcomes]
        return Report(done=done.tally.done, answer={"changeSets": outcomes})


def print_one(settings: Settings, key: ChangeSetKey) -> Run:
    """Write what would run one change set."""
    with Project(settings) as project:
        yield from check(project, is_script=True)
        done = yield from script(project, _update_task(project, key, f"Update {key} Script"))
        return Report(done=done.tally.done)


def _rollback_task(project: Project, key: ChangeSetKey | None, title: str = "") -> Task:
    """Make the task that undoes one change set, or one update where `key` is None."""

    def decide(history: list[RanChangeSet]) -> Work:
        project.plan(history)
        rows = _rows_of_update(project.settings, history) if key is None else _rows_of_key(history, key)
        steps = plan_rollback(project.change_sets, rows, project.runtime)
        if not project.settings.force:
            _refuse_if_needed(project, history, {step.change_set.key for step in steps})
        check_rollback(project.generation, project.session, steps)
        return Work(steps)

    return Task(decide, run_back, title, NOTHING)


def run_back_one(settings: Settings, key: ChangeSetKey | None) -> Run:
    """Undo one change set, or one update."""
    with Project(settings) as project:
        yield from check(project)
        done = yield from execute(project, with_confirmation(project, _rollback_task(project, key)))
        return Report(done=done.tally.done, answer=answer(done.tally.outcomes))


def print_back(settings: Settings, key: ChangeSetKey | None) -> Run:
    """Write what undoes one change set, or one update."""
    with Project(settings) as project:
        yield from check(project, is_script=True)
        task = _rollback_task(project, key, f"Rollback {key or 'One Update'} Script")
        done = yield from complete_script(script(project, task))
        return Report(done=done.tally.done)


def _rows_of_key(history: list[RanChangeSet], key: ChangeSetKey) -> list[RanChangeSet]:
    """Find the row of a change set."""
    rows = [row for row in history if row.key == key]
    if not rows:
        other = next((row for row in history if row.key[1:] == key[1:]), None)
        hint = f"; {other.path}::{key.id}::{key.author} has: was the file moved, or the search path?" if other else ""
        raise UsageError(f"{key} has not run", hint=f"clog history lists what has{hint}")
    return rows


def _rows_of_update(settings: Settings, history: list[RanChangeSet]) -> list[RanChangeSet]:
    """Find the rows of one deployment, by default of the last."""
    wanted = settings.deployment_id or (history[-1].deployment_id if history else None)
    rows = [row for row in history if row.deployment_id == wanted]
    if settings.deployment_id and not rows:
        known = list(dict.fromkeys(str(row.deployment_id) for row in history))[-5:]
        raise UsageError(f"there is no update {wanted} in the history", hint=f"the last ones: {', '.join(known)}")
    return rows


def _refuse_if_needed(project: Project, history: list[RanChangeSet], going: set[ChangeSetKey]) -> None:
    """Refuse where change sets that stay need what goes."""
    found = find_dependants(project.generation, history, going)
    if found:
        listed = "; ".join(f"{later} uses {name} of {earlier}" for later, name, earlier in found[:5])
        raise UsageError(
            f"this would take away what later change sets need: {listed}",
            hint="undo those first, or add --force if you know better",
        )


def unknown(key: ChangeSetKey) -> UsageError:
    """Make the error for a change set that is not there."""
    return UsageError(
        f"there is no change set {key} in the change log", hint=f"the form is path::id::author; {IN_PARTS}"
    )

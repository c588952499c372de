"""why: say what an update would do with a change set, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.execution.checks import check
from clog.execution.filter_reasons import filter_reasons, history_reasons, precondition_reasons
from clog.execution.history_paths import describe_moved, find_moved
from clog.execution.project import Project
from clog.model.events import Event, Report
from clog.model.history import INVALID_MD5SUM, NOT_RAN, RUN_AGAIN
from clog.planning import plan_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.planning import Step
    from clog.settings import Settings

TAKES = ("changeset_identifier",)
POSITIONAL = "changeset_identifier"


def why(settings: Settings) -> Run:
    """Say what an update would do with a change set, and why: clog why path::id::author.

    A part of the identifier is enough; everything that fits is explained.
    """
    wanted = settings.changeset_identifier
    if not wanted:
        raise UsageError("why needs a change set", hint="clog why path::id::author, or a part of that")
    with Project(settings) as project:
        yield from check(project, looking=True)
        history = project.tracker.read()
        plan = plan_update(project.change_sets, history, project.summer, project.runtime)
        others = {change_set.key: row for row, change_set in find_moved(project.change_sets, history, project.summer)}
        found = [step for step in plan.steps if wanted in str(step.change_set)]
        if not found:
            raise _nobody(project, wanted)
        answers = []
        for step in found:
            verdict, reasons = explained(project, step)
            row = others.get(step.change_set.key)
            if row is not None:
                reasons.append(describe_moved([(row, step.change_set)]))
            place = step.change_set.document.location(step.change_set.node)
            yield Event("result", f"{step.change_set} ({place}): {verdict}")
            yield Event("result", "\n".join(f"     {reason}" for reason in reasons))
            answers.append({"changeSet": str(step.change_set), "verdict": verdict, "reasons": reasons})
        project.session.rollback()
    return Report(answer={"changeSets": answers})


def explained(project: Project, step: Step) -> tuple[str, list[str]]:
    """Say what becomes of a step: the verdict in a few words, and the reasons for it."""
    reasons = [*filter_reasons(step, project.runtime), *history_reasons(step)]
    verdict = {NOT_RAN: "would run", RUN_AGAIN: "would run again"}.get(step.status, "has run")
    if step.denied:
        verdict = "left out"
    elif step.status == INVALID_MD5SUM:
        verdict = "refused"
    elif step.runs:
        for reason, action in precondition_reasons(project, step.change_set):
            reasons.append(reason)
            if action in _INSTEAD:
                verdict = _INSTEAD[action]
                break
    return verdict, reasons


_INSTEAD = {"HALT": "would stop the run", "MARK_RAN": "would be marked as run", "CONTINUE": "would be passed over"}


def _nobody(project: Project, wanted: str) -> UsageError:
    """Make the error for a change set that is not there: perhaps it was, or another one was meant."""
    from difflib import get_close_matches

    gone = [row for row in project.tracker.read() if wanted in f"{row.path}::{row.key.id}::{row.key.author}"]
    if gone:
        row = gone[0]
        message = f"{row.path}::{row.key.id}::{row.key.author} is in the history, and the change log has it no more"
        return UsageError(message, hint=f"it ran at {row.date_executed}; was its file renamed, or is it not included?")
    names = [str(change_set) for change_set in project.change_sets]
    folded = {name.lower(): name for name in names}
    close = [folded[name] for name in get_close_matches(wanted.lower(), folded, 3, 0.6)]
    within = [name for name in names if wanted.lower() in name.lower()]
    parts = [part for part in wanted.split("::") if part]
    some = [name for name in names if parts and parts[-1 if len(parts) == 1 else 1] in name.split("::")]
    meant = list(dict.fromkeys([*within, *close, *some]))[:3]
    hint = "did you mean " + " or ".join(meant) + "?" if meant else "clog status and clog history list them"
    return UsageError(f'no change set fits "{wanted}"', hint=hint)

"""why: say what an update would do with a change set, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.checks import check
from clog.commands.project import Project
from clog.errors import UsageError
from clog.model.history import INVALID_MD5SUM, NOT_RAN, RUN_AGAIN
from clog.model.report import Event, Report
from clog.planning import plan_update

if TYPE_CHECKING:
    from clog.model.report import Run
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
        plan = plan_update(project.change_sets, project.tracker.read(), project.summer, project.runtime)
        found = [step for step in plan.steps if wanted in str(step.change_set)]
        if not found:
            raise UsageError(f'no change set fits "{wanted}"', hint="clog status and clog history list them")
        answers = []
        for step in found:
            verdict, reasons = explained(settings, step)
            place = step.change_set.document.location(step.change_set.node)
            yield Event("result", f"{step.change_set} ({place}): {verdict}")
            yield Event("result", "\n".join(f"     {reason}" for reason in reasons))
            answers.append({"changeSet": str(step.change_set), "verdict": verdict, "reasons": reasons})
    return Report(answer={"changeSets": answers})


def explained(settings: Settings, step: Step) -> tuple[str, list[str]]:
    """Say what becomes of a step: the verdict in two words, and the reasons for it."""
    reasons = [_filter_text(settings, step, reason) for reason in step.denied]
    reasons += _history_texts(step)
    if step.denied:
        verdict = "left out"
    elif step.status == INVALID_MD5SUM:
        verdict = "refused"
    else:
        verdict = {NOT_RAN: "would run", RUN_AGAIN: "would run again"}.get(step.status, "has run")
    return verdict, reasons


def _filter_text(settings: Settings, step: Step, reason: str) -> str:
    """Say which filter keeps a change set out."""
    change_set = step.change_set
    if reason == "dbms":
        return f"it is meant for {', '.join(change_set.dbms)}"
    if reason == "context":
        given = ",".join(settings.contexts) or (
            "none; --strict-contexts wants some" if settings.strict_contexts else "none"
        )
        return f"its contexts ({' AND '.join(change_set.contexts)}) do not match --contexts ({given})"
    if reason == "label":
        return f"its labels ({', '.join(change_set.labels)}) do not match --label-filter ({settings.label_filter})"
    return "it says ignore=true"


def _history_texts(step: Step) -> list[str]:
    """Say what the history knows about a change set, and what its checksum says."""
    row, change_set = step.row, step.change_set
    if row is None:
        return ["it is not in the history"]
    texts = [f"it is in the history: {row.exec_type} at {row.date_executed}, deployment {row.deployment_id}"]
    if change_set.run_always:
        texts.append("runAlways=true: it runs every time")
    elif step.now is not None:
        equal = str(step.now) == row.md5sum
        texts.append(f"its checksum is {step.now}" + ("" if equal else f"; the history has {row.md5sum}"))
        if not equal and step.status == RUN_AGAIN:
            texts.append("runOnChange=true: it runs again because it was edited")
        elif not equal:
            accepted = step.status != INVALID_MD5SUM
            texts.append(
                "validCheckSum accepts the edit" if accepted else "nothing accepts the edit: update refuses it"
            )
    elif not row.md5sum:
        texts.append("the history has no checksum of it: the next update writes one")
    return texts

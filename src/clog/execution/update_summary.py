"""The summary at the end of an update: how many change sets ran, and why others did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.events import Event

if TYPE_CHECKING:
    from clog.execution.task import Done
    from clog.model.events import Events
    from clog.planning import Plan, Step
    from clog.settings import Settings

_WIDTH = 31
_TITLES = {
    "context": "Context mismatch",
    "label": "Label mismatch",
    "ignored": "Ignored",
    "tag": "After tag",
    "count": "After count",
    "ran": "Already ran",
    "dbms": "DBMS mismatch",
}


def answer(done: Done) -> dict[str, Any]:
    """Return the summary for machines."""
    plan = done.work.plan
    assert plan is not None  # noqa: S101 - updates have a plan
    return {
        "changeSets": [{"changeSet": name, "outcome": outcome} for name, outcome in done.tally.outcomes],
        "summary": {
            "run": len(done.tally.outcomes),
            "previouslyRun": _previously(plan),
            "filteredOut": len(plan.denied),
            "total": plan.total,
        },
        "filtered": [{"changeSet": str(step.change_set), "reasons": list(step.denied)} for step in plan.denied],
    }


def summary(settings: Settings, done: Done) -> Events:
    """Write the summary, as far as --show-summary wants one."""
    plan = done.work.plan
    if plan is None or settings.show_summary == "OFF" or settings.show_summary_output == "LOG":
        return
    denied = plan.denied
    lines = [
        "",
        "UPDATE SUMMARY",
        _count("Run:", len(done.tally.outcomes)),
        _count("Previously run:", _previously(plan)),
        _count("Filtered out:", len(denied)),
        "-" * _WIDTH,
        _count("Total change sets:", plan.total),
        "",
    ]
    if denied:
        counts: dict[str, int] = {}
        for step in denied:
            for reason in (*step.denied, *(("ran",) if step.row is not None else ())):
                counts[reason] = counts.get(reason, 0) + 1
        dbms = counts.pop("dbms", 0)
        lines += ["", "FILTERED CHANGE SETS SUMMARY"]
        lines += [_count(f"{_TITLES[reason]}:", number) for reason, number in counts.items()]
        lines += [_count(f"{_TITLES['dbms']}:", dbms)] if dbms else []
        lines.append("")
        if settings.show_summary == "VERBOSE":
            lines += _table(settings, denied)
    yield Event("result", "\n".join(lines))


def _count(title: str, number: int) -> str:
    """Write one line of the summary."""
    return f"{title:<24}{number:>{_WIDTH - 24}}"


def _previously(plan: Plan) -> int:
    """Count what is in the history and is not to be run."""
    return sum(1 for step in plan.steps if step.row is not None and not step.runs and not step.denied)


def _table(settings: Settings, denied: tuple[Step, ...]) -> list[str]:
    """Write which change sets were kept out and why, those for other databases first."""
    rows = [
        (str(step.change_set), [reason_text(settings, step, reason) for reason in step.denied])
        for step in sorted(denied, key=lambda step: step.denied != ("dbms",))
    ]
    width = max(len(name) for name, _ in (*rows, ("Changeset Info", [])))
    wide = max(len(text) for _, texts in (*rows, ("", ["Reason Skipped"])) for text in texts)
    rule = f"+{'-' * (width + 2)}+{'-' * (wide + 2)}+"
    lines = [rule, f"| {'Changeset Info':<{width}} | {'Reason Skipped':<{wide}} |", rule]
    for name, texts in rows:
        for place, text in enumerate(texts):
            lines.append(f"| {'' if place else name:<{width}} | {text:<{wide}} |")
        lines.append(rule)
    return lines


def reason_text(settings: Settings, step: Step, reason: str) -> str:
    """Say in words why a change set takes no part."""
    texts = {
        "dbms": f"mismatched DBMS value of '{', '.join(step.change_set.dbms)}'",
        "context": f"Context does not match '{','.join(settings.contexts)}'",
        "label": f"Labels does not match '{settings.label_filter}'",
        "ignored": "Changeset is ignored",
        "tag": f"Changeset is after tag '{settings.tag}'",
        "count": f"Only running {settings.count} changeset{'' if settings.count == 1 else 's'}",
    }
    return texts[reason]

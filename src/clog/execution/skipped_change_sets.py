"""Why change sets do not run, in one line each: for `status --verbose`. `why` says it at length, with the places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.expressions import dbms_matches, labels_match
from clog.model.history import stored_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.planning import Plan, Step
    from clog.resolve.filters import Runtime


def list_skipped(plan: Plan, runtime: Runtime) -> list[dict[str, Any]]:
    """List the change sets that an update would not run: those kept out by filters first, then those that have run."""
    kept_out = (step for step in plan.denied if not step.runs)
    ran = (step for step in plan.steps if not step.runs and not step.denied)
    return [{"changeSet": str(step.change_set), "reasons": list(_reasons(step, runtime))} for step in (*kept_out, *ran)]


def _reasons(step: Step, runtime: Runtime) -> Iterator[str]:
    """Say what keeps a change set from running."""
    change_set, row = step.change_set, step.row
    if "dbms" in step.denied and not dbms_matches(change_set.dbms, runtime.dialect or ""):
        yield f"dbms {','.join(change_set.dbms)}: this database is {runtime.dialect}"
    if "context" in step.denied:
        given = ",".join(runtime.contexts) or (
            "none; --strict-contexts wants some" if runtime.strict_contexts else "none"
        )
        for context in change_set.contexts:
            if not runtime.has_context((context,)):
                yield f'context "{context}" does not match --contexts ({given})'
    if "label" in step.denied:
        for labels in change_set.labels:
            if not labels_match(runtime.label_filter, (labels,)):
                yield f'labels "{labels}" do not match --label-filter ({runtime.label_filter})'
    if "ignored" in step.denied:
        yield "ignore=true"
    if row is not None:
        deployment = f", deployment {row.deployment_id}" if row.deployment_id else ""
        yield f"it is in the history: {row.exec_type} at {stored_text(row.date_executed) or 'an unknown time'}{deployment}"

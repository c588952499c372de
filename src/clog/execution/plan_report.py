"""The plan of an update, shown before anything runs: what, why, and whether it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import ClogError
from clog.model.events import Event, Report
from clog.model.history import NOT_RAN
from clog.reporters.text_table import table

if TYPE_CHECKING:
    from clog.execution.project import Project
    from clog.generate import Generation
    from clog.model.changelog import ChangeSet
    from clog.model.events import Run
    from clog.planning import Plan, Step

HEADS = ("Changeset", "Why", "Changes", "Transaction", "Undo")


def show_plan(project: Project, plan: Plan) -> Run:
    """Show what would run. Nothing is changed and no lock is taken."""
    rows = [_row(project.generation, step) for step in plan.pending]
    if rows:
        yield Event("result", "\n".join(table(HEADS, [list(row.values()) for row in rows])))
    number = "nothing" if not rows else f"{len(rows)} changeset{'' if len(rows) == 1 else 's'}"
    yield Event("result", f"{number} would run on {project.session.shown}; the lock would be taken, others would wait")
    return Report(answer={"database": project.session.shown, "plan": rows})


def _row(generation: Generation, step: Step) -> dict[str, Any]:
    """Describe one step."""
    change_set = step.change_set
    changes = generation.changes(change_set)
    again = "runs always" if change_set.run_always else "was edited"
    names = list(dict.fromkeys(bound.change.declaration.name for bound in changes))
    own = generation.dialect.traits.transactional_ddl and change_set.run_in_transaction
    return {
        "changeSet": str(change_set),
        "why": "new" if step.status == NOT_RAN else again,
        "changes": ", ".join(names) or "none",
        "transaction": "its own" if own else "none: a failure may leave a part",
        "undo": _undo(generation, change_set),
    }


def _undo(generation: Generation, change_set: ChangeSet) -> str:
    """Say whether a change set can be undone."""
    try:
        generation.rollback(change_set, None, for_script=True)
    except ClogError as error:
        return f"no: {error.message}"
    return "yes"

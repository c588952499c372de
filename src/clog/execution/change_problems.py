"""Changes that a database cannot do, found before a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.history import ALREADY_RAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.errors import Problem
    from clog.generate import Generation
    from clog.planning import Plan


def change_problems(generation: Generation, plan: Plan) -> Iterator[Problem]:
    """Find changes that the database cannot do, in the change sets that have not run yet."""
    for step in plan.steps:
        marked = step.change_set.on_validation_fail == "MARK_RAN"
        if step.status != ALREADY_RAN and not step.filtered:
            if not marked:
                yield from generation.problems(step.change_set)
            yield from generation.unreadable_patterns(step.change_set)

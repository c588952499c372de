"""unknown-program: a change set is to run with a program that is not there.

## What it does
Looks for runWith with anything but `jdbc`.

## Why is this bad?
Liquibase refuses it, too, unless it has an extension for that program.

## Example
```sql
--changeset ann:1 runWith:psql
SELECT 1;
```

## Use instead
Take runWith away: the driver runs SQL of all kinds.

## References
- [runWith](https://docs.liquibase.com/concepts/changelogs/attributes/run-with.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import Problem, Unsupported
from clog.planning import denials
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.rules.subject import RunSubject


@rule("unknown-program", code="CLOG401", severity="error", sees="log", order=20)
def unknown_program(subject: RunSubject) -> Iterator[Problem]:
    """Refuse change sets that another program than the driver is to run: there is none."""
    for change_set in subject.change_log.change_sets:
        program = change_set.run_with
        if program and program.lower() != "jdbc" and not denials(change_set, subject.runtime):
            message = f'{change_set} is to run with "{program}", which is not there'
            document, node = change_set.document, change_set.node
            hint = "take runWith away: the driver runs SQL of all kinds"
            at, excerpt = document.location(node), document.excerpt(node)
            yield Problem(Unsupported.code, message, at, hint, "error", excerpt)

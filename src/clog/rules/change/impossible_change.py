"""impossible-change: a change that this database cannot do.

## What it does
Asks each change of a pending change set what is wrong with it on this database.

## Why is this bad?
Liquibase refuses the change log, unless onValidationFail says MARK_RAN.

## Example
```yaml
# on MySQL, which has no sequences
- renameSequence: {oldSequenceName: a, newSequenceName: b}
```

## Use instead
Another change, or `dbms` on the change set.

## References
- [What each database can do](../dialects/README.md)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import ChangesSubject


@rule("impossible-change", code="CLOG300", severity="error", sees="change", order=10)
def impossible_change(subject: ChangesSubject) -> Iterable[Problem]:
    """List what is wrong with the changes on this database."""
    return () if subject.marked else subject.generation.problems(subject.change_set)

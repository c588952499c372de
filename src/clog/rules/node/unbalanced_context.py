"""unbalanced-context: a context expression whose parentheses do not match.

## What it does
Looks at the context expressions of change sets, of the files and includes around them, and of modifySql.

## Why is this bad?
A run stops at it when its contexts make Liquibase read that far, and not else.

## Example
```sql
--changeset ann:1 context:"test or dev)"
SELECT 1;
```

## Use instead
`context:"(test or dev)"`

## References
- [Contexts](https://docs.liquibase.com/concepts/changelogs/attributes/contexts.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.resolve.contexts import doubtful
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("unbalanced-context", code="CLOG105", severity="warning", sees="node", order=42)
def unbalanced_context(subject: Subject) -> Iterable[Problem]:
    """Warn of expressions that some runs do not understand."""
    return doubtful(subject.change_set) if subject.change_set is not None else ()

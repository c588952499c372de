"""unreadable-pattern: a regular expression that is not understood.

## What it does
Reads the patterns in endDelimiter and in regExpReplace of modifySql.

## Why is this bad?
The run would stop at it.

## Example
```sql
--changeset ann:1 endDelimiter:(
SELECT 1
```

## Use instead
`endDelimiter:[(]`

## References
- [modifySql](https://docs.liquibase.com/workflows/liquibase-community/modify-sql.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import ChangesSubject


@rule("unreadable-pattern", code="CLOG105", severity="error", sees="change", order=20)
def unreadable_pattern(subject: ChangesSubject) -> Iterable[Problem]:
    """List the patterns that a run would stop at."""
    return subject.generation.unreadable_patterns(subject.change_set)

"""without-effect: an element that does nothing as it is written.

## What it does
Looks for preConditions without a precondition, and for a rollback that names a change set without its id.

## Why is this bad?
Preconditions without a condition always hold, an empty `or` never does; such a rollback undoes nothing.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    preConditions:
    - onFail: MARK_RAN
    changes:
    - dropTable: {tableName: t}
```

## Use instead
Write a precondition into it, or take it away.

## References
- [Preconditions](https://docs.liquibase.com/concepts/changelogs/preconditions.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("without-effect", code="CLOG104", severity="warning", sees="form", order=90)
def without_effect(subject: Subject) -> Iterable[Problem]:
    """Warn of elements that do nothing as they are."""
    return [one for one in subject.unread if one.code == MissingAttribute.code and one.severity != "error"]

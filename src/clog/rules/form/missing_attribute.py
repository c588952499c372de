"""missing-attribute: an attribute that is needed is not there.

## What it does
Looks for attributes without which an element means nothing. In preconditions and where Liquibase goes on it is a warning.

## Why is this bad?
Liquibase stops, or the precondition fails for a reason that it does not name.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    preConditions:
    - sqlCheck: {sql: SELECT 1}
    changes:
    - dropTable: {tableName: t}
```

## Use instead
`sqlCheck: {sql: SELECT 1, expectedResult: 1}`

## References
- [Change types](https://docs.liquibase.com/change-types/home.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute
from clog.rules.registry import rule
from clog.rules.subject import NO_AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("missing-attribute", code="CLOG104", severity="both", sees="form", order=30)
def missing_attribute(subject: Subject) -> Iterable[Problem]:
    """List the attributes that are needed and not there."""
    return [one for one in subject.schema if one.code == MissingAttribute.code and one.message != NO_AUTHOR]

"""invalid-value: a value of the wrong type or outside its range.

## What it does
Compares values with what their attribute takes. What Liquibase refuses is an error; what it reads as something else is a warning.

## Why is this bad?
A boolean that is misspelt is false, and nobody says so.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    runAlways: yess
    changes:
    - dropTable: {tableName: t}
```

## Use instead
`runAlways: true`

## References
- [changeSet](https://docs.liquibase.com/concepts/changelogs/changeset.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute, UnknownAttribute
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


_OTHERS = frozenset((MissingAttribute.code, UnknownAttribute.code))


@rule("invalid-value", code="CLOG105", severity="both", sees="form", order=30)
def invalid_value(subject: Subject) -> Iterable[Problem]:
    """List the values that are not of their kind."""
    return [one for one in subject.schema if one.code not in _OTHERS]

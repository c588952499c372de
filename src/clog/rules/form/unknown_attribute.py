"""unknown-attribute: an attribute that its element does not have.

## What it does
Compares the attributes of change sets, changes, preconditions, includes and properties with those that exist. Where Liquibase
refuses the name it is an error, else a warning.

## Why is this bad?
The attribute is passed over: a misspelt `remarks` is lost.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    changes:
    - dropTable: {tableName: t, cascadeConstraint: true}
```

## Use instead
`cascadeConstraints: true`

## References
- [Change types](https://docs.liquibase.com/change-types/home.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UnknownAttribute
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("unknown-attribute", code="CLOG103", severity="both", sees="form", order=30)
def unknown_attribute(subject: Subject) -> Iterable[Problem]:
    """List the attributes that their element does not have."""
    return [one for one in subject.schema if one.code == UnknownAttribute.code]

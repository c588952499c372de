"""unread-value: a value that nobody reads where it stands.

## What it does
Looks for texts where an element was meant.

## Why is this bad?
Liquibase says nothing about it and goes on.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    changes: DROP TABLE t
```

## Use instead
A list of changes: `- sql: {sql: DROP TABLE t}`

## References
- [YAML](https://docs.liquibase.com/concepts/changelogs/yaml-format.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute, UnknownElement
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


_OTHERS = frozenset((MissingAttribute.code, UnknownElement.code))


@rule("unread-value", code="CLOG105", severity="warning", sees="form", order=90)
def unread_value(subject: Subject) -> Iterable[Problem]:
    """Warn of values that are passed over."""
    return [one for one in subject.unread if one.code not in _OTHERS and one.severity != "error"]

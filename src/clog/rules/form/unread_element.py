"""unread-element: an element that nobody reads where it stands.

## What it does
Looks in change sets, lists and preconditions for names that mean nothing there, and for texts without a name. In XML the schema refuses them.

## Why is this bad?
Liquibase says nothing about it and goes on. What was meant to be done is not.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    changes:
    - comment: drops t
    - dropTable: {tableName: t}
```

## Use instead
Put `comment` beside `id` and `author`.

## References
- [YAML](https://docs.liquibase.com/concepts/changelogs/yaml-format.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UnknownElement
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("unread-element", code="CLOG102", severity="warning", sees="form", order=90)
def unread_element(subject: Subject) -> Iterable[Problem]:
    """Warn of elements that are passed over."""
    return [one for one in subject.unread if one.code == UnknownElement.code]

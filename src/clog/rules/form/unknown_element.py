"""unknown-element: an element or change type that does not exist.

## What it does
Looks for names that are no change type, no precondition and no other part of a change set.

## Why is this bad?
Liquibase refuses the file.

## Example
```xml
<changeSet id="1" author="ann">
    <creteTable tableName="t"/>
</changeSet>
```

## Use instead
`<createTable tableName="t">`

## References
- [Change types](https://docs.liquibase.com/change-types/home.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UnknownElement
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("unknown-element", code="CLOG102", severity="error", sees="form", order=30)
def unknown_element(subject: Subject) -> Iterable[Problem]:
    """List the elements that nobody knows."""
    return [one for one in subject.schema if one.code == UnknownElement.code]

"""incomplete-precondition: a precondition at the head of a change log lacks what it asks about.

## What it does
Looks for conditions such as tableIsEmpty without tableName, at the head of files.

## Why is this bad?
Liquibase refuses the change log. In a change set such a condition fails only when it is evaluated.

## Example
```xml
<preConditions>
    <indexExists tableName="t"/>
</preConditions>
```

## Use instead
`<indexExists indexName="i"/>`, or tableName with columnNames

## References
- [Preconditions](https://docs.liquibase.com/concepts/changelogs/preconditions.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.derive.lacking import lacking
from clog.rules.registry import rule
from clog.rules.subject import HeadSubject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("incomplete-precondition", code="CLOG104", severity="error", sees="head", order=25)
def incomplete_precondition(subject: Subject) -> Iterable[Problem]:
    """List what the conditions lack."""
    return lacking(subject.node, subject.document) if isinstance(subject, HeadSubject) else ()

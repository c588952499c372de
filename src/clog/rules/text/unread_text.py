"""unread-text: lines of a file that are not read, or not as they look.

## What it does
Looks for comment lines of formatted SQL that resemble a directive and are none, for directives where nobody reads them, and
for keys that a map of YAML or JSON has twice.

## Why is this bad?
Liquibase says nothing about it and goes on. What was meant to be a change set, an option or a rollback is a comment.

## Example
```sql
--liquibase formatted sql
--changset ann:1
CREATE TABLE t (id INT);
```

## Use instead
`--changeset ann:1`

## References
- [Formatted SQL](https://docs.liquibase.com/concepts/changelogs/sql-format.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import EncodingError
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("unread-text", code="CLOG101", severity="warning", sees="text", order=10)
def unread_text(subject: Subject) -> Iterable[Problem]:
    """List the lines and keys that are not in the tree."""
    return [one for one in subject.passed_over if one.code != EncodingError.code]

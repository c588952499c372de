"""missing-author: a change set has no author.

## What it does
Looks for change sets without author.

## Why is this bad?
Liquibase finds it valid; the history table then refuses the row, after the change set has run.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1
    changes:
    - dropTable: {tableName: t}
```

## Use instead
`author: ann`

## References
- [changeSet](https://docs.liquibase.com/concepts/changelogs/changeset.html)
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


@rule("missing-author", code="CLOG104", severity="warning", sees="form", order=30)
def missing_author(subject: Subject) -> Iterable[Problem]:
    """Warn of a change set without author."""
    return [one for one in subject.schema if one.code == MissingAttribute.code and one.message == NO_AUTHOR]

"""missing-id: a change set has no id.

## What it does
Looks for change sets without id, or with a blank one.

## Why is this bad?
Liquibase refuses the change log: nothing could be written into its history.

## Example
```xml
<changeSet author="ann">
    <dropTable tableName="t"/>
</changeSet>
```

## Use instead
An id that no other change set of this author in this file has.

## References
- [changeSet](https://docs.liquibase.com/concepts/changelogs/changeset.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute, Problem
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.rules.subject import Subject


@rule("missing-id", code="CLOG104", severity="error", sees="node", order=40)
def missing_id(subject: Subject) -> Iterable[Problem]:
    """Refuse a change set without id."""
    change_set = subject.change_set
    if change_set is None or (change_set.id or "").strip():
        return ()
    node, document = change_set.node, change_set.document
    name = f"{change_set.path}::{change_set.id}::{change_set.author}".replace("None", "null")
    return (
        Problem(
            MissingAttribute.code,
            f"a change set has no id ({name})",
            document.location(node),
            "give it one that no other change set of this author in this file has",
            "error",
            document.excerpt(node),
        ),
    )

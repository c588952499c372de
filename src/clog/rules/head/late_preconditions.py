"""late-preconditions: preconditions of the whole change log that stand behind change sets.

## What it does
Looks in YAML and JSON for preConditions below the first change set or include.

## Why is this bad?
They hold for the whole change log, wherever they stand; it looks as if they were about what follows.

## Example
```yaml
databaseChangeLog:
- changeSet: {id: 1, author: ann, changes: [{dropTable: {tableName: t}}]}
- preConditions:
  - dbms: {type: h2}
```

## Use instead
Move them to the head of the file, or into the change set that they are meant for.

## References
- [Preconditions](https://docs.liquibase.com/concepts/changelogs/preconditions.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UnknownElement
from clog.rules.registry import rule
from clog.rules.subject import KEYED, FileSubject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("late-preconditions", code="CLOG102", severity="warning", sees="head", order=90)
def late_preconditions(subject: Subject) -> Iterator[Problem]:
    """Warn of preconditions behind change sets."""
    document = subject.document
    if not isinstance(subject, FileSubject) or document.format not in KEYED:
        return
    behind = False
    for node in document.root.children:
        if node.name == "preConditions" and behind:
            message = "these preConditions hold for the whole change log, although they stand behind change sets"
            hint = "move them to the head of the file, or into the change set that they are meant for"
            yield document.warning(UnknownElement, message, node, None, hint)
        behind = behind or node.name in {"changeSet", "include", "includeAll"}

"""useless-property: a property that defines nothing.

## What it does
Looks for properties without name or value, and for those that were defined before in the same file and circumstances.

## Why is this bad?
Liquibase says nothing about it and goes on. The first definition counts.

## Example
```sql
--liquibase formatted sql
--property name:owner value:ann
--property name:owner value:bob
```

## Use instead
Keep one of them, or let them count on different dbms, contexts or labels.

## References
- [Changelog parameters](https://docs.liquibase.com/concepts/changelogs/property-substitution.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import InvalidValue, MissingAttribute
from clog.model.node import attribute
from clog.model.scalars import as_text
from clog.rules.registry import rule
from clog.rules.subject import FileSubject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("useless-property", code="CLOG105", severity="warning", sees="head", order=20)
def useless_property(subject: Subject) -> Iterator[Problem]:
    """Warn of properties that define nothing."""
    if not isinstance(subject, FileSubject):
        return
    document = subject.document
    seen: set[tuple[str, ...]] = set()
    for node in subject.node.children:
        if node.name != "property" or attribute(node, "file") is not None:
            continue
        name = as_text(attribute(node, "name"))
        if document.format != "sql":
            for part, effect in (("name", "cannot be used"), ("value", "defines nothing")):
                if attribute(node, part) is None:
                    message = f"this property has no {part}: it {effect}"
                    yield document.warning(MissingAttribute, message, node, None, f"give it a {part}, or take it away")
        key = (name or "", *(as_text(attribute(node, part)) or "" for part in _CONDITIONS))
        if name and key in seen:
            message = f"the property {name} is defined before in this file: this value does not count"
            hint = "keep one of them, or let them count on different dbms, contexts or labels"
            yield document.warning(InvalidValue, message, node, None, hint)
        seen.add(key)


_CONDITIONS = ("dbms", "context", "contextFilter", "labels")

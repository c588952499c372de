"""unset-parameter: ${name} has no value and stays as it is written.

## What it does
Looks for parameters in texts and attributes that nothing gives a value.

## Why is this bad?
The SQL holds `${name}`, which the database refuses or, in a text, stores.

## Example
```sql
--changeset ann:1
INSERT INTO t VALUES ('${owner}');
```

## Use instead
Define a property, or give the value: `-Downer=ann`.

## References
- [Changelog parameters](https://docs.liquibase.com/concepts/changelogs/property-substitution.html)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import UnknownParameter
from clog.resolve.parameters import how_to_define
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.errors import Problem
    from clog.model.node import Node
    from clog.rules.subject import Subject


@rule("unset-parameter", code="CLOG203", severity="warning", sees="node", order=43)
def unset_parameter(subject: Subject) -> Iterator[Problem]:
    """Warn of ${name} that stayed as it is because nothing gives it a value."""
    if not subject.expands:
        return
    whole, document = subject.node, subject.document
    seen: set[str] = set()
    fixed = whole.name == "databaseChangeLog" and document.format == "xml"
    for node, name_of, text in _texts(whole, _PROSE if document.format == "sql" else frozenset()):
        for name in _PARAMETER.findall(text):
            if name not in seen and name.strip():
                seen.add(name)
                message, hint = f"${{{name}}} has no value here and stays as it is written", how_to_define(name)
                if fixed:
                    message = f"${{{name}}} is not replaced in databaseChangeLog of XML and stays as it is written"
                    hint = "write what it stands for, or put it on the change sets"
                yield document.warning(UnknownParameter, message, node, name_of, hint)


_PARAMETER = re.compile(r"\$\{([^{}]*)\}")
_PROSE = frozenset({"comment", "validCheckSum"})
"""Elements of formatted SQL in which nothing is replaced, and nobody expects it."""


def _texts(node: Node, prose: frozenset[str]) -> Iterator[tuple[Node, str | None, str]]:
    """List all texts of a node that hold ${, with the attribute that they are the value of."""
    for name, value in node.attributes.items():
        if isinstance(value, str) and "${" in value and (name, node.name) != ("value", "property"):
            yield node, name, value
    if isinstance(node.text, str) and "${" in node.text and node.name not in prose:
        yield node, None, node.text
    for child in node.children:
        yield from _texts(child, prose)

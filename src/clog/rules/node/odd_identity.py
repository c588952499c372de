"""odd-identity: an id or author without quotes that YAML reads as something else.

## What it does
Looks for ids and authors such as `007`, `1.10`, `2024-02-01` or `yes` without quotes.

## Why is this bad?
It goes into the history as what it is read as; with quotes, later, it is another change set and runs again.

## Example
```yaml
databaseChangeLog:
- changeSet:
    id: 1.10
    author: ann
    changes:
    - dropTable: {tableName: t}
```

## Use instead
`id: "1.10"`

## References
- [changeSet](https://docs.liquibase.com/concepts/changelogs/changeset.html)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import InvalidValue, Problem
from clog.model.scalars import as_text
from clog.rules.registry import rule
from clog.rules.subject import KEYED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.rules.subject import Subject


@rule("odd-identity", code="CLOG105", severity="warning", sees="node", order=44)
def odd_identity(subject: Subject) -> Iterator[Problem]:
    """Warn of ids and authors without quotes that YAML reads as something else than they look like."""
    node, document = subject.node, subject.document
    if subject.change_set is None or document.format not in KEYED:
        return
    for name in ("id", "author"):
        value = node.attributes.get(name)
        if value is None or (isinstance(value, str) and not _NUMBER_LIKE.fullmatch(value)):
            continue
        shown = document.excerpt(node, name).partition("\n")[0]
        written = re.search(rf"""["']?{name}["']?\s*:\s*([^\s,}}#"'][^\s,}}#]*)""", shown)
        text = as_text(value)
        if written is None or (written[1] == text and not isinstance(value, str)):
            continue
        what = f"is read as {text}" if written[1] != text else "looks like a number and is a text"
        message = f"{name} {written[1]} {what}"
        hint = f'put it into quotes: {name}: "{written[1]}" would be another one once it has run as {text}'
        if written[1] == text:
            hint = f'put it into quotes: {name}: "{text}"'
        at = document.location(node, name)
        yield Problem(InvalidValue.code, message, at, hint, "warning", document.excerpt(node, name))


_NUMBER_LIKE = re.compile(r"0[0-9]+")
"""Texts that other YAML readers take for numbers."""

"""unknown-context: --contexts names something that nothing in the change log asks for.

## What it does
Compares, under `--strict-contexts`, the contexts of a run with those that change sets, files, includes, properties and modifySql name.

## Why is this bad?
A misspelt context runs nothing, and nothing is said.

## Example
```sh
clog update --strict-contexts=true --contexts=tset
```

## Use instead
`--contexts=test`

## References
- [Contexts](https://docs.liquibase.com/concepts/changelogs/attributes/contexts.html)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import Problem, UsageError
from clog.model.expressions import entries
from clog.model.scalars import as_text
from clog.naming import listed, suggestion
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.model.changelog import ChangeLog
    from clog.model.node import Node
    from clog.rules.subject import RunSubject


@rule("unknown-context", code="CLOG700", severity="warning", sees="run", order=10)
def unknown_context(subject: RunSubject) -> Iterator[Problem]:
    """Find contexts that were given and that nothing asks for: misspelt, most often."""
    if not subject.runtime.strict_contexts:
        return
    given = [name for text in subject.runtime.contexts for name in entries(text)]
    known = _known(subject.change_log) if given else set()
    lower = {name.lower() for name in known}
    for name in given:
        if name.lower() not in lower:
            message = f'--contexts names "{name}", which nothing in the change log asks for'
            hint = suggestion(name, known) or f"it asks for {listed(known)}"
            yield Problem(UsageError.code, message, None, hint, "warning", "")


_NAMES = frozenset(("context", "contextfilter"))
_OPERATORS = re.compile(r"(?i)[\s,()!@]+|\b(?:and|or|not)\b(?=[\s()!@]|$)")


def _known(change_log: ChangeLog) -> set[str]:
    """Collect the names in all context expressions: of files, includes, change sets, properties and modifySql."""
    found = {name for change_set in change_log.change_sets for text in change_set.contexts for name in _names(text)}
    for document in change_log.documents:
        for text in _written(document.root):
            found.update(_names(text))
    return found


def _written(node: Node) -> Iterator[str]:
    """Yield the context expressions of a tree."""
    for name, value in node.attributes.items():
        if name.lower() in _NAMES:
            yield as_text(value) or ""
    if node.name.lower() in _NAMES:
        yield as_text(node.text) or ""
    for child in node.children:
        yield from _written(child)


def _names(expression: str) -> Iterable[str]:
    """List the names in an expression."""
    return filter(None, _OPERATORS.split(expression))

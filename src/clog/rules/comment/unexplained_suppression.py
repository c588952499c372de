"""unexplained-suppression: a comment silences a rule and does not say why.

## What it does
Looks for comments `clog: ignore RULE` without `because REASON`.

## Why is this bad?
Nobody can tell later whether the reason still holds.

## Example
```yaml
databaseChangeLog:
# clog: ignore odd-identity
- changeSet: {id: 007, author: ann, changes: [{empty: {}}]}
```

## Use instead
`# clog: ignore odd-identity because the id has run like this everywhere`

## References
- [Rules](README.md)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute, Problem
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.rules.suppressions import SuppressionSubject


@rule("unexplained-suppression", code="CLOG104", severity="warning", sees="comment")
def unexplained_suppression(subject: SuppressionSubject) -> Iterator[Problem]:
    """Warn of a comment without reason."""
    written = subject.suppression
    if not written.reason:
        message = f"this comment silences {written.rule} and does not say why"
        hint = f"write: clog: ignore {written.rule} because ..."
        yield Problem(MissingAttribute.code, message, written.at, hint, "warning")

"""unknown-dialect: a script for a database that nobody knows.

## What it does
Looks at the database of an `offline:` URL.

## Why is this bad?
The SQL is that of the standard, as in Liquibase: the database may refuse it.

## Example
```sh
clog update-sql --url=offline:postgres
```

## Use instead
`offline:postgresql`

## References
- [Offline](https://docs.liquibase.com/commands/offline.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model import databases
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import RunSubject


@rule("unknown-dialect", code="CLOG105", severity="warning", sees="run", order=20)
def unknown_dialect(subject: RunSubject) -> Iterable[Problem]:
    """Warn of a database of which nothing is known."""
    return (databases.unknown_dialect(subject.database, strict=False),) if subject.database else ()

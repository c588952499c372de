"""unknown-database: dbms names something that is no database.

## What it does
Looks in the dbms of change sets for names that Liquibase does not know.

## Why is this bad?
Liquibase refuses the change log; names of its extensions are a warning, since it accepts them where the extension is installed.

## Example
```sql
--changeset ann:1 dbms:postgres
SELECT 1;
```

## Use instead
`dbms:postgresql`

## References
- [dbms](https://docs.liquibase.com/concepts/changelogs/attributes/dbms.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.databases import unknown_databases
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("unknown-database", code="CLOG105", severity="both", sees="node", order=41)
def unknown_database(subject: Subject) -> Iterable[Problem]:
    """List the names of no database."""
    change_set = subject.change_set
    return unknown_databases(change_set) if change_set is not None and change_set.dbms else ()

"""lossy-encoding: bytes of a change log that are no text in its encoding.

## What it does
Looks for the first byte of a file of formatted SQL that the encoding does not know.

## Why is this bad?
It is read as U+FFFD, and written so into the database. Checksums are those of the damaged text.

## Example
```sql
--liquibase formatted sql
--changeset ann:1
INSERT INTO t VALUES ('café');  -- in ISO-8859-1
```

## Use instead
Save the file as UTF-8, or say what it is in: `--file-encoding=ISO-8859-1`.

## References
- [Formatted SQL](https://docs.liquibase.com/concepts/changelogs/sql-format.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import EncodingError
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("lossy-encoding", code="CLOG205", severity="warning", sees="text", order=10)
def lossy_encoding(subject: Subject) -> Iterable[Problem]:
    """List the first byte that is no text."""
    return [one for one in subject.passed_over if one.code == EncodingError.code]

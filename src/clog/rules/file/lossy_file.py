"""lossy-file: a file that a change names loses something when it is read.

## What it does
Looks for bytes that are no text in the encoding of a file, and for cells of loadUpdateData that name files.

## Why is this bad?
What is no text is written as U+FFFD; loadUpdateData writes the name of the file, not what is in it.

## Example
```xml
<sqlFile path="latin1.sql"/>
```

## Use instead
Save the file as UTF-8, or say what it is in: `encoding="ISO-8859-1"`.

## References
- [loadData](https://docs.liquibase.com/change-types/load-data.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import ChangesSubject


@rule("lossy-file", code="CLOG205", severity="warning", sees="file", order=30)
def lossy_file(subject: ChangesSubject) -> Iterable[Problem]:
    """Warn of what a run would lose."""
    return subject.generation.lossy_files(subject.change_set)

"""unset-parameter-in-file: ${name} in a file that a change names has no value.

## What it does
Looks for parameters without a value in the files of sqlFile and others.

## Why is this bad?
The SQL holds `${name}`, which the database refuses or, in a text, stores.

## Example
```xml
<sqlFile path="a.sql"/>   <!-- a.sql: INSERT INTO t VALUES ('${owner}') -->
```

## Use instead
Define a property, or give the value: `-Downer=ann`.

## References
- [Changelog parameters](https://docs.liquibase.com/concepts/changelogs/property-substitution.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import ChangesSubject


@rule("unset-parameter-in-file", code="CLOG203", severity="warning", sees="file", order=20)
def unset_parameter_in_file(subject: ChangesSubject) -> Iterable[Problem]:
    """Warn of parameters that stay as they are written."""
    return subject.generation.unset_in_files(subject.change_set)

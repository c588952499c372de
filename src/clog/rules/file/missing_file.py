"""missing-file: a change names a file that is not there.

## What it does
Looks for the files of sqlFile, loadData, createView and others, and of columns and cells.

## Why is this bad?
The run would stop at it.

## Example
```xml
<loadData file="nope.csv" tableName="t">
    <column name="a" type="clob"/>
</loadData>
```

## Use instead
The path as it is seen from the search path, or `relativeToChangelogFile="true"`.

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


@rule("missing-file", code="CLOG201", severity="error", sees="file", order=10)
def missing_file(subject: ChangesSubject) -> Iterable[Problem]:
    """List the files that nobody finds, but for what the change has said itself."""
    change_set, generation, _ = subject
    return generation.missing_files(change_set, generation.problems(change_set))

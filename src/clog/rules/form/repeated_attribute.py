"""repeated-attribute: an attribute is given more than once in a list.

## What it does
Looks in lists of YAML and JSON for the same attribute in several entries.

## Why is this bad?
Liquibase refuses the file.

## Example
```yaml
databaseChangeLog:
- logicalFilePath: a
- logicalFilePath: b
```

## Use instead
Keep one of them.

## References
- [YAML](https://docs.liquibase.com/concepts/changelogs/yaml-format.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import Problem
    from clog.rules.subject import Subject


@rule("repeated-attribute", code="CLOG105", severity="error", sees="form", order=90)
def repeated_attribute(subject: Subject) -> Iterable[Problem]:
    """Refuse attributes that are given twice in a list."""
    return [one for one in subject.unread if one.severity == "error"]

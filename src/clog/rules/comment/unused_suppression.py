"""unused-suppression: a comment silences a rule that finds nothing there.

## What it does
Looks for comments `clog: ignore RULE because REASON` whose rule has nothing to say about what follows, does not exist, or
finds what Liquibase refuses, which cannot be silenced.

## Why is this bad?
It hides what will be wrong there one day.

## Example
```sql
--liquibase formatted sql

-- clog: ignore unset-parameter because the shell replaces it
--changeset ann:1
SELECT 1;
```

## Use instead
Take the comment away, or put it directly above the change set that it is meant for.

## References
- [Rules](README.md)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import InvalidValue, Problem
from clog.naming import suggestion
from clog.rules.registry import rule, rule_named, rule_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.rules.suppressions import SuppressionSubject


@rule("unused-suppression", code="CLOG105", severity="warning", sees="comment")
def unused_suppression(subject: SuppressionSubject) -> Iterator[Problem]:
    """Warn of a comment that silences nothing."""
    if subject.is_used:
        return
    name, found = subject.suppression.rule, rule_named(subject.suppression.rule)
    message, hint = f"{name} has nothing to say here: this comment silences nothing", "take the comment away"
    if found is None:
        message = f'"{name}" is no rule: this comment silences nothing'
        hint = suggestion(name, rule_names()) or "docs/rules/README.md lists all rules"
    elif not found.can_be_silenced:
        message, hint = f"{name} finds what Liquibase refuses, and cannot be silenced", "take the comment away"
    yield Problem(InvalidValue.code, message, subject.suppression.at, hint, "warning")

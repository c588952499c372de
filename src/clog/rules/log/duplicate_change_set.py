"""duplicate-change-set: the same change set is there twice.

## What it does
Looks for change sets with the same path, id and author. Those for other databases, contexts or labels do not count.

## Why is this bad?
Liquibase refuses the change log; `--allow-duplicated-changeset-identifiers=true` lets the first one count.

## Example
```sql
--changeset ann:1
SELECT 1;
--changeset ann:1
SELECT 2;
```

## Use instead
Another id.

## References
- [changeSet](https://docs.liquibase.com/concepts/changelogs/changeset.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import DuplicateChangeSet, Problem
from clog.planning import denials
from clog.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.changelog import ChangeSet, ChangeSetKey
    from clog.rules.subject import RunSubject


@rule("duplicate-change-set", code="CLOG204", severity="error", sees="log", order=10)
def duplicate_change_set(subject: RunSubject) -> Iterator[Problem]:
    """Find change sets that are there twice.

    Reference: liquibase.changelog.DatabaseChangeLog.validate
    """
    runtime = subject.runtime
    seen: dict[ChangeSetKey, ChangeSet] = {}
    for change_set in subject.change_log.change_sets:
        first = seen.setdefault(change_set.key, change_set)
        if first is change_set or subject.twice_is_fine or denials(change_set, runtime):
            continue
        if denials(first, runtime):
            seen[change_set.key] = change_set
            continue
        document, node = change_set.document, change_set.node
        place = first.document.location(first.node)
        message = f"{change_set} is there twice: first at {place}"
        hint = "give one of them another id; --allow-duplicated-changeset-identifiers=true runs the first only"
        if first.node.at == node.at and first.document is document:
            message = f"{change_set} is there twice, because its file is read more than once"
            hint = f"look for the include and includeAll that read {place.path}, and take one away"
        at, excerpt = document.location(node), document.excerpt(node)
        yield Problem(DuplicateChangeSet.code, message, at, hint, "error", excerpt)

"""What preconditions at the head of a change log lack, so that Liquibase does not begin with it.

Those of a change set are only missed when they are evaluated: they do not hold, or are an error for onError.
Reference: liquibase.precondition.Precondition.validate
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.derive.bind import bind_preconditions
from clog.errors import ClogError, MissingAttribute, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from clog.model.node import Document, Node


def lacking(node: Node, document: Document) -> Iterator[Problem]:
    """List what the conditions of a preConditions element lack."""
    try:
        conditions = bind_preconditions(node, document).conditions
    except ClogError:
        return  # said elsewhere
    place, excerpt = document.location(node), document.excerpt(node)
    for condition in conditions:
        for text in _lacks(condition):
            yield Problem(MissingAttribute.code, text, place, _HINT, "error", excerpt)


def _lacks(condition: Any) -> Iterator[str]:
    """Say what a condition lacks, or those inside of it."""
    for inner in getattr(condition, "conditions", ()):
        yield from _lacks(inner)
    name = condition.declaration.name
    if name in _NEEDS_TABLE and not condition.table_name:
        yield f"{name} needs tableName"
    if name == "uniqueConstraintExists" and not (condition.constraint_name or condition.column_names):
        yield "uniqueConstraintExists needs constraintName or columnNames"
    if name == "primaryKeyExists" and not (condition.primary_key_name or condition.table_name):
        yield "primaryKeyExists needs primaryKeyName or tableName"
    if name == "indexExists" and not (condition.index_name or (condition.table_name and condition.column_names)):
        yield "indexExists needs indexName, or tableName with columnNames"


_NEEDS_TABLE = frozenset(("uniqueConstraintExists", "rowCount", "tableIsEmpty"))
_HINT = "without it the precondition says nothing, and Liquibase refuses the change log, too"

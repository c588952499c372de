"""Which change sets need what others made, as far as their attributes and texts tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.generate import Generation
    from clog.model.change import Change
    from clog.model.changelog import ChangeSetKey
    from clog.model.history import RanChangeSet

_MAKES = {
    "addColumn": "table_name",
    "addForeignKeyConstraint": "base_table_name",
    "createFunction": "function_name",
    "createProcedure": "procedure_name",
    "createSequence": "sequence_name",
    "createTable": "table_name",
    "createView": "view_name",
    "renameTable": "new_table_name",
    "renameView": "new_view_name",
}
_SQL_MAKES = re.compile(
    r"(?is)\bcreate\s+(?:or\s+replace\s+)?(?:table|view|sequence|function|procedure)\s+(?:if\s+not\s+exists\s+)?"
    r"[\"`\[]?([\w.]+)"
)
_WORD = re.compile(r"\w+")


def find_dependants(
    generation: Generation, history: list[RanChangeSet], going: set[ChangeSetKey]
) -> list[tuple[ChangeSetKey, str, ChangeSetKey]]:
    """List which change sets that stay use what others, that are to go, have made before them.

    Returns:
        The later change set, the name it uses, the earlier change set; in the order in which they ran.
    """
    made: dict[str, ChangeSetKey] = {}
    found = []
    for row in history:
        change_set = generation.binder.find(row.key)
        if change_set is None:
            continue
        changes = [bound.change for bound in generation.changes(change_set)]
        if row.key in going:
            made.update({name.lower(): row.key for change in changes for name in _made(change)})
        elif made:
            used = {word.lower() for change in changes for text in _texts(change) for word in _WORD.findall(text)}
            found += [(row.key, name, made[name]) for name in sorted(used & made.keys())]
    return found


def _made(change: Change) -> Iterator[str]:
    """List what a change makes."""
    name = change.declaration.name
    field = _MAKES.get(name)
    if field is not None:
        value = change.get(field)
        if value:
            yield str(value)
    elif name == "sql":
        yield from (match.rpartition(".")[2] for match in _SQL_MAKES.findall(change.get("sql") or ""))


def _texts(value: Any) -> Iterator[str]:
    """List all texts inside a change."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Value):
        for field in value.fields:
            yield from _texts(value.get(field))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))

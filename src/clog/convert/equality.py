"""Whether two change sets say the same: identity, filters, flags, changes, rollback, preconditions, modifySql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.derive.bind import (
    bind_changes,
    bind_preconditions,
    bind_rollback,
    change_nodes,
    parts_of,
    read_values,
)
from clog.derive.visitors import bind_visitors
from clog.errors import ClogError
from clog.preconditions.sql_check import SqlCheckPrecondition
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.model.bound import BoundChange
    from clog.model.change import Change, PreConditions
    from clog.model.changelog import ChangeSet, ChangeSetKey

_FIELDS = (
    "key", "path", "contexts", "labels", "dbms", "run_always", "run_on_change", "fail_on_error", "run_in_transaction",
    "ignore", "run_order", "quoting", "on_validation_fail", "run_with", "run_with_spool_file",
)  # fmt: skip

PARTS = ("changes", "rollback", "modifySql instructions", "preconditions")


class Comparison:
    """Compares change sets of two change logs of which one was made from the other.

    Args:
        lookup: finds change sets that rollbacks name, in the first change log.
    """

    def __init__(self, lookup: Callable[[ChangeSetKey], ChangeSet | None]) -> None:
        self._lookup = lookup

    def differences(
        self, one: ChangeSet, other: ChangeSet, parts: tuple[str, ...] = PARTS, *, sql: bool = False
    ) -> Iterator[str]:
        """List what is not the same in two change sets.

        Args:
            one: the original.
            other: what became of it.
            parts: those of its parts that are compared.
            sql: whether changes became SQL, in which names are quoted already and comments have one line.
        """
        for field in _FIELDS:
            if sql and field == "quoting":
                continue
            if getattr(one, field) != getattr(other, field):
                yield f"{field.replace('_', ' ')} {getattr(one, field)!r} became {getattr(other, field)!r}"
        before, after = ("; ".join(found.comments).strip() for found in (one, other))
        if before != after and not (sql and before.split() == after.split()):
            yield "the comment changed"
        if not set(one.valid_check_sums) <= set(other.valid_check_sums):
            yield "a valid checksum is gone"
        equal = _equal(one, other)
        for part, read in self._parts(sql=sql).items():
            if part in parts and part not in equal and _said(read, one) != _said(read, other):
                yield f"the {part} changed"

    def _parts(self, *, sql: bool) -> dict[str, Callable[[ChangeSet], Any]]:
        """List what is compared by its bound values. Queries of preconditions have one line in formatted SQL."""
        return {
            "changes": lambda change_set: _plain(_changes(bind_changes(change_set))),
            "rollback": lambda change_set: _plain(_changes(bind_rollback(change_set, self._lookup))),
            "modifySql instructions": bind_visitors,
            "preconditions": (lambda found: list(map(_on_one_line, _preconditions(found)))) if sql else _preconditions,
        }


def _changes(bound: tuple[BoundChange, ...] | None) -> tuple[Change, ...] | None:
    """Omit where changes stand."""
    return None if bound is None else tuple(one.change for one in bound)


def remember(change_set: ChangeSet) -> list[tuple[type[Change], Any]]:
    """Read the values of the changes, which sums and comparisons ask for again and again."""
    found = []
    for node, cls in change_nodes(change_set):
        values = read_values(node, cls.declaration, change_set.document)
        node.values = (cls.declaration, values)
        found.append((cls, values))
    return found


def _equal(one: ChangeSet, other: ChangeSet) -> set[str]:
    """List the parts that are seen to be the same without binding them."""
    names = {child.name.lower() for change_set in (one, other) for child in parts_of(change_set)}
    absent = {part for part, name in _ELEMENTS.items() if name not in names}
    names |= {name.lower() for change_set in (one, other) for name in change_set.node.attributes}
    try:
        same = remember(one) == remember(other) and one.removed == other.removed
    except ClogError:
        return absent
    return {*absent, "changes"} if same else absent


_ELEMENTS = {"rollback": "rollback", "modifySql instructions": "modifysql", "preconditions": "preconditions"}


def _said(read: Callable[[ChangeSet], Any], change_set: ChangeSet) -> Any:
    """Read a part; what cannot be read is the same when it fails in the same way."""
    try:
        return read(change_set)
    except ClogError as error:
        return type(error)


def _on_one_line(preconditions: PreConditions) -> PreConditions:
    """Put the queries on one line."""
    conditions = (
        found.replace(sql=" ".join(found.sql.split())) if isinstance(found, SqlCheckPrecondition) else found
        for found in preconditions.conditions
    )
    return preconditions.replace(conditions=tuple(conditions))


def _preconditions(change_set: ChangeSet) -> list[PreConditions]:
    """Bind the preconditions of a change set."""
    return [
        bind_preconditions(node, change_set.document)
        for node in change_set.node.children
        if node.name.lower() == "preconditions"
    ]


def _plain(changes: Any) -> Any:
    """Remove where changes stand, which is not part of what they say. Changes that do nothing do not count."""
    if changes is None:
        return None
    return [
        (change.declaration.name, {field: _text(change, field) for field in change.fields})
        for change in changes
        if change.declaration.name != "empty"
    ]


def _text(change: Any, field: str) -> Any:
    """Return the value of a field; blanks around the text of an element do not count, as in XML."""
    value = change.get(field)
    body = change.declaration.by_field[field].body
    return value.strip(BLANKS) if body and isinstance(value, str) else value

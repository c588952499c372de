"""Checks change sets against the JSON Schema: jsonschema-rs says whether, jsonschema says what is wrong and where.

What Liquibase refuses is an error here; what it passes over or guesses at is a warning.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.changes import change_class
from clog.derive.bind import NOT_CHANGES, change_nodes
from clog.derive.normalise import element_shape, is_nested, normalise, shape_of
from clog.errors import ClogError
from clog.model.elements import VISITORS, ChangeSetElement, ModifySqlElement, PreConditionsElement, RollbackElement
from clog.preconditions import precondition_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.declare import Declaration
    from clog.derive.normalise import Plain
    from clog.errors import Problem
    from clog.model.changelog import ChangeSet
    from clog.model.node import Document, Node


class SchemaPart(NamedTuple):
    """One declared node in its normalised form."""

    node: Node
    declaration: Declaration
    plain: Plain


_VISITORS = {cls.declaration.name: cls.declaration for cls in VISITORS}


def problems(change_set: ChangeSet) -> list[Problem]:
    """List what is wrong with a change set: its attributes, changes, rollbacks, preconditions and modifySql.

    Names are matched and lists read as Liquibase does. The order is that of the file.
    """
    document = change_set.document
    found = [problem for target in targets(change_set) for problem in checked(target, document)]
    try:
        for _ in change_nodes(change_set):
            pass
    except ClogError as error:
        found += error.problems
    return sorted(found, key=lambda problem: problem.at or ("",))


def checked(target: Target, document: Document) -> Iterator[Problem]:
    """List what is wrong with one declared node."""
    try:
        plain = target.read(document)
        if not is_valid(target.declaration, plain):
            yield from explained(SchemaPart(target.node, target.declaration, plain), document)
    except ClogError as error:
        yield from error.problems


def is_valid(declaration: Declaration, plain: Plain) -> bool:
    """Return whether a normalised node is as its class declares. No means: look closer."""
    if _is_plain(plain, _plain_table(declaration)):
        return True
    try:
        return _question(declaration)(plain)
    except ValueError:  # a kind of scalar that only Python has: dates of YAML
        return False


_SCALARS = frozenset((str, bool, int, float, type(None)))
_WORDS = ("true", "false")


class _Table(NamedTuple):
    """What the quick look asks: names with their kinds or the values allowed, parts, and what must be there."""

    kinds: dict[str, Any]
    parts: dict[str, tuple[str, Declaration]]
    required: frozenset[str]


@lru_cache(maxsize=None)
def _plain_table(declaration: Declaration) -> _Table:
    """Make the table of a declared class."""
    kinds: dict[str, Any] = {}
    parts: dict[str, tuple[str, Declaration]] = {}
    for found in declaration.attributes:
        if found.kind in {"part", "parts"}:
            parts[found.written] = (
                found.items if found.kind == "parts" else "",
                element_shape(found.element).declaration,
            )
        elif found.kind not in {"map", "conditions"}:
            kinds[found.written] = frozenset(found.values) if found.values else found.kind
    required = frozenset(found.written for found in declaration.attributes if found.required)
    return _Table(kinds, parts, required)


def _is_plain(plain: Plain, table: _Table) -> bool:
    """Return whether a quick look finds nothing to ask a schema about; most nodes are so, and the schema costs its import."""
    kinds = table.kinds
    for name, value in plain.items():
        kind = kinds.get(name)
        if kind == "text":
            if type(value) not in _SCALARS:
                return False
        elif kind is None:
            part = table.parts.get(name)
            if part is None or not _are_plain(value, *part):
                return False
        elif not _is_plain_value(value, kind):
            return False
    return table.required <= plain.keys()


def _is_plain_value(value: Any, kind: Any) -> bool:
    """Return whether a scalar is without doubt of its kind."""
    if type(kind) is frozenset:
        return value in kind
    if kind == "boolean":
        return type(value) is bool or value in _WORDS
    if kind == "integer":
        return type(value) is int or (type(value) is str and value.isascii() and value.isdecimal())
    return type(value) in _SCALARS


def _are_plain(value: Any, item: str, declaration: Declaration) -> bool:
    """Return whether a quick look finds nothing in parts."""
    table = _plain_table(declaration)
    if not item:
        return type(value) is dict and _is_plain(value, table)
    return type(value) is list and all(
        type(entry) is dict and len(entry) == 1 and type(entry.get(item)) is dict and _is_plain(entry[item], table)
        for entry in value
    )


@lru_cache(maxsize=None)
def _question(declaration: Declaration) -> Callable[[Any], bool]:
    """Compile the schema of a declared class."""
    from jsonschema_rs import Draft202012Validator

    from clog.derive.json_schema import closed

    return Draft202012Validator(closed(declaration)).is_valid


def explained(part: SchemaPart, document: Document) -> list[Problem]:
    """Say what is wrong with a node that is not valid; nothing when it is so only for the fast check."""
    from clog.derive.schema_problems import explain

    return list(explain(part.node, part.declaration, part.plain, document))


def parts(change_set: ChangeSet) -> Iterator[SchemaPart]:
    """List everything in a change set that has a schema.

    Raises:
        InvalidValue: an attribute is given twice.
    """
    for target in targets(change_set):
        yield SchemaPart(target.node, target.declaration, target.read(change_set.document))


class Target(NamedTuple):
    """A node with what describes it.

    `others` says which names in it are none of attributes; None where it holds nothing else.
    """

    node: Node
    declaration: Declaration
    others: Callable[[str], bool] | None = None

    def read(self, document: Document) -> Plain:
        """Normalise the node.

        Raises:
            InvalidValue: an attribute is given twice.
        """
        shape = shape_of(self.declaration)
        if self.others is None:
            return normalise(self.node, shape, document)
        node, found = self.node, {}
        texts = [(child.name, child.text) for child in node.children if not is_nested(child)]
        for name, value in (*node.attributes.items(), *texts):
            key = shape.spelled.get(name) or shape.spell(name)
            if key.lower() in self.declaration.by_lower or not self.others(name):
                found[key] = value
        return found


def targets(change_set: ChangeSet) -> Iterator[Target]:
    """List the nodes of a change set that are described."""
    node = change_set.node
    yield Target(node, ChangeSetElement.declaration, _is_part)
    yield from _changes(node)
    for child in node.children:
        reader = _READERS.get(child.name.lower())
        if reader is not None:
            yield from reader(child)


@lru_cache(maxsize=None)
def _is_part(name: str) -> bool:
    """Return whether a name is that of a change, or of something else in a change set."""
    return name.lower() in NOT_CHANGES or change_class(name) is not None


def _is_condition(name: str) -> bool:
    """Return whether a name is that of a precondition."""
    return precondition_class(name) is not None


def _changes(parent: Node) -> Iterator[Target]:
    """List the changes in an element."""
    for child in parent.children:
        found = change_class(child.name)
        if found is not None:
            yield Target(child, found.declaration)
        elif child.name == "changes":
            yield from _changes(child)


def _rollback(node: Node) -> Iterator[Target]:
    """List a rollback and the changes in it."""
    yield Target(node, RollbackElement.declaration, _is_part)
    yield from _changes(node)


def _visitors(node: Node) -> Iterator[Target]:
    """List a modifySql element and the instructions in it."""
    yield Target(node, ModifySqlElement.declaration, _VISITORS.__contains__)
    for child in node.children:
        if child.name in _VISITORS:
            yield Target(child, _VISITORS[child.name])


def preconditions(node: Node) -> Iterator[Target]:
    """List a preConditions element and all conditions in it."""
    yield Target(node, PreConditionsElement.declaration, _is_condition)
    yield from _conditions(node)


def _conditions(node: Node) -> Iterator[Target]:
    """List the conditions in an element."""
    for child in node.children:
        cls = precondition_class(child.name)
        if cls is None:
            continue
        if "conditions" in cls.declaration.by_field:
            yield from _conditions(child)
        else:
            yield Target(child, cls.declaration)


_READERS: dict[str, Callable[[Node], Iterator[Target]]] = {
    "rollback": _rollback,
    "modifysql": _visitors,
    "preconditions": preconditions,
}

"""What stands in a change set of YAML or JSON where nothing reads it, or where it means something else than it seems.

Liquibase takes from each list and map what it looks for and says nothing about the rest. In XML its schema does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes import change_class
from clog.derive.bind import NOT_CHANGES
from clog.derive.normalise import is_nested, shape_of
from clog.errors import UnknownElement
from clog.model.elements import VISITORS, PreConditionsElement
from clog.naming import suggestion
from clog.preconditions import precondition_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.derive.normalise import Shape
    from clog.errors import Problem
    from clog.model.changelog import ChangeSet
    from clog.model.node import Document, Node

_VISITORS = frozenset(cls.declaration.name for cls in VISITORS)
_REFERENCE = frozenset({"changeSetId", "changeSetAuthor", "changeSetPath"})
_GROUPS = frozenset({"and", "or", "not"})
_LISTS = frozenset({"parts", "map"})


def unread(change_set: ChangeSet) -> Iterator[Problem]:
    """Warn of what a change set loses."""
    node, document = change_set.node, change_set.document
    listed = any(child.name == "changes" for child in node.children)
    for child in node.children:
        name = child.name
        if name in {"changes", "rollback"}:
            yield from _in_list(child, document)
        elif name == "modifySql":
            for visitor in child.children:
                if is_nested(visitor) and visitor.name not in _VISITORS:
                    yield passed_over(document, visitor, visitor.name, name, _VISITORS)
        elif name in {"preConditions", "preconditions"}:
            yield from unread_conditions(child, document)
        elif listed and is_nested(child) and change_class(name) is not None:
            message = f"{name} stands beside the list of changes and runs all the same"
            hint = "move it into the list, where its order is plain to see"
            yield document.warning(UnknownElement, message, child, None, hint)


def _in_list(parent: Node, document: Document) -> Iterator[Problem]:
    """Warn of what is lost in a list of changes, and in the changes."""
    for child in parent.children:
        cls = change_class(child.name)
        if cls is not None:
            yield from _in_change(child, shape_of(cls.declaration), document)
        elif not is_nested(child) and child.name.lower() not in NOT_CHANGES and child.name not in _REFERENCE:
            yield passed_over(document, child, child.name, parent.name, _change_names())


def _in_change(node: Node, shape: Shape, document: Document) -> Iterator[Problem]:
    """Warn of what stands in the lists of a change, columns above all, and is none of their items."""
    lists: dict[str, Node] = {}
    for child in node.children:
        key = shape.spell(child.name)
        attribute = shape.nested.get(key)
        if attribute is None:
            other = shape.items.get(key)
            if other is not None and other.written in lists:
                message = f"{child.name} stands beside {other.written} and is put behind them"
                yield document.warning(UnknownElement, message, child, None, f"move it into {other.written}")
            continue
        if attribute.kind not in _LISTS:
            continue
        lists[key] = child
        others = [entry for entry in child.children if entry.name.lower() != attribute.items.lower()]
        if len(others) < len(child.children):
            for entry in others:
                yield passed_over(document, entry, entry.name, f"{child.name} of {node.name}", (attribute.items,))


def unread_conditions(parent: Node, document: Document) -> Iterator[Problem]:
    """Warn of what stands among preconditions and is none."""
    options = PreConditionsElement.declaration.by_lower if parent.name not in _GROUPS else {}
    for child in parent.children:
        if precondition_class(child.name) is not None:
            if child.name in _GROUPS:
                yield from unread_conditions(child, document)
        elif not is_nested(child) and child.name.lower() not in options and parent.name in _GROUPS:
            yield passed_over(document, child, child.name, parent.name, _condition_names())
    if parent.name in _GROUPS:
        for name in parent.attributes:
            yield passed_over(document, parent, name, parent.name, _condition_names())


def _change_names() -> tuple[str, ...]:
    """List the names of all change types; only asked when something is wrong."""
    from clog.changes import change_names

    return change_names()


def _condition_names() -> tuple[str, ...]:
    """List the names of all preconditions; only asked when something is wrong."""
    from clog.preconditions import precondition_names

    return precondition_names()


def passed_over(document: Document, node: Node, name: str, where: str, known: Iterable[str]) -> Problem:
    """Warn of something that Liquibase does not know and says nothing about."""
    hint = suggestion(name, known) or "take it away, or move it to where it belongs"
    attribute = name if name in node.attributes else None
    return document.warning(
        UnknownElement, f'"{name}" in {where} is not known and is passed over', node, attribute, hint
    )

"""Unbinding: changes back to nodes, which any format can write. Binding such a node gives an equal change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.node import Node
from clog.value import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from clog.declare import Attr, Declared
    from clog.model.change import Change


def unbind(change: Change) -> Node:
    """Build the node of a change: what differs from the defaults, in the order of the declaration.

    Args:
        change: its values as binding makes them.

    Returns:
        A node that stands nowhere (`at` is 0); scalars are texts, truth values and numbers, as YAML would give them.
    """
    return _node(change, change.declaration.name)


def _node(value: Declared, name: str) -> Node:
    """Build the node of a declared value."""
    attributes: dict[str, Any] = {}
    children: list[Node] = []
    for attribute in value.declaration.attributes:
        found = value.get(attribute.name)
        if found is None or (attribute.default is not MISSING and found == attribute.default):
            continue
        if attribute.kind in _CHILDREN:
            children.extend(_CHILDREN[attribute.kind](found, attribute))
        else:
            attributes[attribute.written] = found
    return Node(name, attributes, children)


def _part(value: Declared, attribute: Attr) -> Iterator[Node]:
    """Build the one node of a nested element."""
    yield _node(value, attribute.written)


def _parts(values: tuple[Declared, ...], attribute: Attr) -> Iterator[Node]:
    """Build the nodes of a list: the items themselves where their name says which list it is, else the list."""
    items = [_node(value, attribute.items) for value in values]
    if attribute.written == f"{attribute.items}s":
        yield from items
    else:
        yield Node(attribute.written, {}, items)


def _map(values: Mapping[str, str | None], attribute: Attr) -> Iterator[Node]:
    """Build a node for each pair of a mapping."""
    for name, value in values.items():
        yield Node(attribute.items, {"name": name} | ({} if value is None else {"value": value}), [])


_CHILDREN: Mapping[str, Callable[[Any, Attr], Iterator[Node]]] = {"part": _part, "parts": _parts, "map": _map}

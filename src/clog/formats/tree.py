"""Maps and lists of YAML and JSON become nodes. Reference: checksums, section 6.1

Nodes are made from the inside out, in the order in which maps end in the text, and numbered by it: the first
reading keeps no places, a second one that makes the same nodes in the same order finds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.node import Node

if TYPE_CHECKING:
    from collections.abc import Sequence


class Duplicate(ValueError):
    """A key that is twice in a map: `args` hold the key and the number of the map's node."""


class Folder:
    """Makes numbered nodes."""

    __slots__ = ("count", "listed")

    def __init__(self) -> None:
        """Start at 0. `listed` says whether databaseChangeLog is a list."""
        self.count = 0
        self.listed = False

    def fold(self, pairs: Sequence[tuple[str, Any]]) -> Node:
        """Make a node from the entries of a map; its name is given to it by the map around it.

        Args:
            pairs: keys with scalars, nodes (of maps) or lists of these.

        Raises:
            Duplicate: a key is there twice.
        """
        attributes: dict[str, Any] = {}
        children: list[Node] = []
        for key, value in pairs:
            kind = type(value)
            if kind is Node:
                value.name = key
                children.append(value)
            elif kind is list:
                self.add_list(key, value, attributes, children)
            else:
                attributes[key] = value
        at = self.count
        self.count = at + 1
        if len(attributes) + len(children) != len(pairs) or len(children) > 1:
            check_keys(pairs, at)
        return Node("", attributes, children, None, at)

    def add_list(self, key: str, items: list[Any], attributes: dict[str, Any], children: list[Node]) -> None:
        """Put a list under its key: one of scalars is an attribute, one of maps a child with their entries."""
        if key == "databaseChangeLog":
            self.listed = True
        entries: list[Node] = []
        scalars: list[Any] = []
        at = self.count
        self.count = at + 1
        for item in items:
            if type(item) is Node:
                if item.attributes:
                    for name, value in item.attributes.items():
                        entries.append(Node(name, {}, [], value, item.at))
                entries += item.children
            else:
                scalars.append(item)
        if scalars and not entries:
            attributes[key] = scalars[0] if len(scalars) == 1 else scalars
        else:
            text = None if not scalars else scalars[0] if len(scalars) == 1 else scalars
            children.append(Node(key, {}, entries, text, at))


def check_keys(pairs: Sequence[tuple[str, Any]], at: int) -> None:
    """Refuse a map with a key twice.

    Raises:
        Duplicate: there is one.
    """
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise Duplicate(key, at)
        seen.add(key)

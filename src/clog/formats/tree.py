"""Maps and lists of YAML and JSON become nodes. Reference: checksums, section 6.1

Nodes are made from the inside out, in the order in which maps end in the text, and numbered by it: the first
reading keeps no places, a second one that makes the same nodes in the same order finds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.node import Node

if TYPE_CHECKING:
    from collections.abc import Sequence


class Folder:
    """Makes numbered nodes.

    Attributes:
        count: how many there are.
        listed: whether databaseChangeLog is a list.
        repeated: keys that stand in a map more than once, with the number of the map's node.
    """

    __slots__ = ("count", "listed", "repeated")

    def __init__(self) -> None:
        """Start at 0."""
        self.count = 0
        self.listed = False
        self.repeated: list[tuple[int, str]] = []

    def fold(self, pairs: Sequence[tuple[str, Any]]) -> Node:
        """Make a node from the entries of a map; its name is given to it by the map around it.

        Of entries with the same key the last one counts, as in SnakeYAML.

        Args:
            pairs: keys with scalars, nodes (of maps) or lists of these.
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
        several = len(attributes) + len(children) != len(pairs) or len(children) > 1
        if (several or (children and children[0].name in attributes)) and len(dict(pairs)) != len(pairs):
            return self.fold_last(pairs)
        at = self.count
        self.count = at + 1
        return Node("", attributes, children, None, at)

    def fold_last(self, pairs: Sequence[tuple[str, Any]]) -> Node:
        """Make a node from entries of which some have the same key."""
        last: dict[str, Any] = {}
        repeated: list[str] = []
        for key, value in pairs:
            if key in last:
                del last[key]
                repeated.append(key)
            last[key] = value
        node = self.fold([*last.items()])
        self.repeated += [(node.at, str(key)) for key in dict.fromkeys(repeated)]
        return node

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

"""Node: what the four formats have in common, and Document, the file that nodes come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from clog.errors import ClogError

Scalar = Any
"""str, bool, int, float or None; a list of these where YAML or JSON gave a list of scalars.

Unquoted YAML dates are `formats.yaml.YamlDate`, a str with the date in its `iso` attribute."""


class Node:
    """An element: attributes with scalar values, child elements in order, own text.

    XML: attributes and elements as written; the text is trimmed of characters up to U+0020, empty is None.
    YAML, JSON: an entry of a map with a scalar value is an attribute; an entry with a map is a child; an
    entry with a list is a child whose children are the entries of all maps in the list. In a list, an
    entry with a scalar value is a child with that value as its text. A list of scalars is an attribute
    with a list as its value.

    `at` says where it stands, in a unit that only the format knows: ask `Document.location`.
    """

    __slots__ = ("at", "attributes", "children", "name", "text", "values")
    values: tuple[Any, dict[str, Any]]
    """A declaration with the values that it reads off this node, once somebody has asked."""

    def __init__(
        self, name: str, attributes: dict[str, Scalar], children: list[Node], text: Scalar = None, at: int = 0
    ) -> None:
        """Keep the parts; nobody changes them afterwards."""
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
        self.at = at

    def __repr__(self) -> str:
        """Show it in one line."""
        return f"Node({self.name!r}, {self.attributes!r}, {self.children!r}, {self.text!r})"

    def __eq__(self, other: object) -> bool:
        """Compare all but the place."""
        return isinstance(other, Node) and (self.name, self.attributes, self.children, self.text) == (
            other.name,
            other.attributes,
            other.children,
            other.text,
        )

    __hash__ = None  # type: ignore[assignment]  # nodes are compared by content and never used as keys


class Document:
    """A parsed file.

    Attributes:
        path: the path under which the file is known, relative to the search path, with slashes.
        format: xml, yaml, json or sql.
        root: the node databaseChangeLog.
        has_parameters: whether "${" occurs in it at all.
        faults: what its format refuses in it, although it could be read.
        remarks: its text, where comments in it may be meant for clog; else empty.
    """

    __slots__ = ("_locate", "_look", "faults", "format", "has_parameters", "path", "remarks", "root")

    def __init__(
        self,
        path: str,
        format: str,  # noqa: A002 - the field's own word
        root: Node,
        *,
        has_parameters: bool,
        locate: Callable[[int, str | None], tuple[int, int, str]],
        look: Callable[[Document], Iterable[Problem]] | None = None,
        faults: tuple[Problem, ...] = (),
        remarks: str = "",
    ) -> None:
        """Keep the tree and the way to its places.

        Args:
            path: see above.
            format: see above.
            root: see above.
            has_parameters: see above.
            locate: from `Node.at` and an attribute's name (None: the element itself) to line, column
                and the excerpt with its marker. It reads the text a second time and may be slow.
            look: lists what in the text is not in the tree; None where there is nothing of that kind.
            faults: see above.
            remarks: its text.
        """
        self.path = path
        self.format = format
        self.root = root
        self.has_parameters = has_parameters
        self._locate = locate
        self._look = look
        self.faults = faults
        self.remarks = remarks if "clog:" in remarks else ""

    def location(self, node: Node, attribute: str | None = None) -> Location:
        """Find line and column of a node, or of one of its attributes."""
        line, column, _ = self._locate(node.at, attribute)
        return Location(self.path, line, column)

    def excerpt(self, node: Node, attribute: str | None = None) -> str:
        """Show the source line of a node or attribute with a marker below it; empty when not known."""
        return self._locate(node.at, attribute)[2]

    def passed_over(self) -> Iterable[Problem]:
        """List what stands in the file and is not in the tree, because Liquibase does not read it."""
        return self._look(self) if self._look is not None else ()

    def warning(
        self, kind: type[ClogError], message: str, node: Node, attribute: str | None = None, hint: str = ""
    ) -> Problem:
        """Make a warning at a node, or at one of its attributes."""
        line, column, excerpt = self._locate(node.at, attribute)
        return Problem(kind.code, message, Location(self.path, line, column), hint, "warning", excerpt)


def attribute(node: Node, name: str, default: Scalar = None) -> Scalar:
    """Find an attribute of a node as Liquibase does: exact name first, then without regard to case.

    A child element that holds only text counts as an attribute.
    """
    attributes: Mapping[str, Scalar] = node.attributes
    if name in attributes:
        return attributes[name]
    lower = name.lower()
    for key, value in attributes.items():
        if key.lower() == lower:
            return value
    for child in node.children:
        if child.name.lower() == lower and not child.children and not child.attributes:
            return child.text
    return default

"""Reading nodes by a declaration: names as Liquibase matches them, lists flattened, the body under its field.

The result is a plain dict in the JSON shape of the change log with declared spelling. The JSON Schema is
asked about it, and `derive.values` makes the final values from it. Reference: checksums, sections 6.1 and 7
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from clog.errors import InvalidValue

if TYPE_CHECKING:
    from clog.declare import Attr, Declaration
    from clog.model.node import Document, Node

Plain = dict[str, Any]
"""A normalised node: declared names with scalars, dicts and lists of them."""


class Shape:
    """How the nodes of one declared class are read; made once for each class.

    Attributes:
        declaration: what the class says about itself.
        spelled: written names as they occur, with the declared spelling; grows as files are read.
        nested: declared names of everything that is not a scalar.
        items: written names of single items, lower case, with the list that they belong to.
        body: the declared name that the element's own text goes to, or "".
        exact: whether names must have the declared case, apart from the first letter.
    """

    __slots__ = ("body", "by_key", "declaration", "exact", "items", "nested", "spelled")

    def __init__(self, declaration: Declaration) -> None:
        """Sort the attributes by how they are written."""
        self.declaration = declaration
        self.exact: bool = getattr(declaration.cls, "exact_names", False)
        self.spelled: dict[str, str] = {}
        self.by_key: dict[str, str] = {}
        self.nested: dict[str, Attr] = {}
        self.items: dict[str, Attr] = {}
        self.body = ""
        for attribute in declaration.attributes:
            for written in (attribute.written, *attribute.also):
                self.spelled[written] = self.by_key[self._key(written)] = written
            if attribute.kind in _READERS:
                self.nested[attribute.written] = attribute
                if attribute.items and attribute.written == attribute.items + "s":
                    self.items[attribute.items] = attribute
            if attribute.body:
                self.body = attribute.written

    def spell(self, name: str) -> str:
        """Find the declared spelling of a name; a name that is not declared stays as it is."""
        lower = name.lower()
        found = self.by_key.get(self._key(name), name)
        for item in self.items:
            if item.lower() == lower:
                found = item
        self.spelled[name] = self.by_key[self._key(name)] = found
        return found

    def _key(self, name: str) -> str:
        """Return what names have in common that are the same."""
        return name[:1].lower() + name[1:] if self.exact else name.lower()


@lru_cache(maxsize=None)
def shape_of(declaration: Declaration) -> Shape:
    """Return the shape of a declared class."""
    return Shape(declaration)


@lru_cache(maxsize=None)
def element_shape(element: str) -> Shape:
    """Return the shape of a part, named as "module:Class"."""
    module, name = element.split(":")
    return shape_of(getattr(import_module(module), name).declaration)


def normalise(node: Node, shape: Shape, document: Document) -> Plain:
    """Read a node.

    Names that the class does not know stay in the result as they are written, so that the schema sees them.

    Raises:
        InvalidValue: an attribute is given twice.
    """
    spelled = shape.spelled
    found: Plain = {}
    for name, value in node.attributes.items():
        key = spelled.get(name) or shape.spell(name)
        if key in found:
            raise doubled(node, name, document)
        found[key] = value
    if node.children:
        _read_children(node, shape, document, found)
    if node.text is not None and shape.body and shape.body not in found:
        found[shape.body] = node.text
    return found


def _read_children(node: Node, shape: Shape, document: Document, found: Plain) -> None:
    """Add what the child elements say."""
    spelled = shape.spelled
    singles: dict[str, list[Any]] = {}
    for child in node.children:
        key = spelled.get(child.name) or shape.spell(child.name)
        attribute = shape.nested.get(key) or shape.items.get(key)
        if attribute is not None and attribute.kind in _LISTS:
            items = _READERS[attribute.kind](child, attribute, document)
            if key == attribute.written:
                found.setdefault(key, []).extend(items)
            else:
                singles.setdefault(attribute.written, []).extend(items)
            continue
        if key in found:
            raise doubled(child, None, document)
        if attribute is not None:
            found[key] = _READERS[attribute.kind](child, attribute, document)
        else:
            found[key] = child.text if key in spelled or not is_nested(child) else plain(child)
    for key, items in singles.items():
        found.setdefault(key, []).extend(items)


def doubled(node: Node, name: str | None, document: Document) -> InvalidValue:
    """Make the error for an attribute that is given twice, perhaps in another case or as an element."""
    return InvalidValue(
        f'"{name or node.name}" is given more than once',
        at=document.location(node, name),
        excerpt=document.excerpt(node, name),
        hint="names are compared without regard to case; keep one of them",
    )


def is_nested(node: Node) -> bool:
    """Return whether a node holds more than a text."""
    return bool(node.children or node.attributes)


def plain(node: Node) -> Any:
    """Show a node of unknown meaning in the JSON shape."""
    if not is_nested(node):
        return node.text
    found: Plain = dict(node.attributes)
    for child in node.children:
        found[child.name] = plain(child)
    return found


def _read_part(node: Node, attribute: Attr, document: Document) -> Plain:
    """Read one nested element (constraints)."""
    return normalise(node, element_shape(attribute.element), document)


def _read_parts(node: Node, attribute: Attr, document: Document) -> list[Any]:
    """Read the items of a list element, or a single item that stands by itself."""
    shape = element_shape(attribute.element)
    inner = [child for child in node.children if child.name.lower() == attribute.items.lower()]
    return [{attribute.items: normalise(item, shape, document)} for item in inner or [node]]


_READERS = {"part": _read_part, "parts": _read_parts, "map": _read_parts}
_LISTS = frozenset({"parts", "map"})

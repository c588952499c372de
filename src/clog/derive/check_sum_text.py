"""The text that a checksum is made from, derived from the declarations. Reference: checksums, sections 3 to 5

Liquibase sorts the written fields of each object as texts; since no two fields have one name, that is the order
of their names, objects without a name first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from clog.derive.normalise import element_shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clog.declare import Attr, Declaration
    from clog.derive.values import Values

STEP = "    "

_IN_8 = {"procedureText": "procedureBody"}
"""Names that version 8 uses and the versions before it do not; version 9 leaves these fields out."""

_TWICE = {"functionBody": "procedureText"}
"""Fields that are written a second time, under another name."""


class Writer:
    """How the values of one declared class are written, at one depth and in one version; made once for each.

    Attributes:
        fields: by field name: the text before the value, and what writes it unless it is a scalar.
        lists: lists by field name, with what is written when there is nothing in them.
        indent: what stands before the fields.
        close: what ends an object with fields.
        empty: an object without fields.
        twice: field names with the text before their second appearance.
    """

    __slots__ = ("close", "empty", "fields", "indent", "lists", "twice")

    def __init__(self, declaration: Declaration, version: int, depth: int) -> None:
        """Find how each attribute is written."""
        self.indent = STEP * depth
        self.close = f"\n{STEP * (depth - 1)}]"
        self.empty = f"[{STEP * (depth - 1)}]"
        self.fields: dict[str, tuple[str, Callable[[Any], str] | None]] = {}
        self.lists: dict[str, str] = {}
        self.twice: dict[str, str] = {}
        for attribute in declaration.attributes:
            if max(version, 8) not in attribute.not_in_checksum:
                self._add(attribute, version, depth)
        if not getattr(declaration.cls, "empty_list_in_checksum", True):
            self.lists = dict.fromkeys(self.lists, "")

    def _add(self, attribute: Attr, version: int, depth: int) -> None:
        """Add an attribute."""
        written = attribute.items if attribute.kind == "map" else attribute.written
        if attribute.written in _TWICE and version <= 8:
            again = _TWICE[attribute.written]
            self.twice[attribute.name] = f'{self.indent}{_IN_8.get(again, again) if version == 8 else again}="'
        if version == 8:
            written = _IN_8.get(written, written)
        if attribute.kind == "part":
            inner = writer_of(element_shape(attribute.element).declaration, version, depth + 1)
            self.fields[attribute.name] = (self.indent, inner.write)
        elif attribute.kind in {"parts", "map"}:
            self.lists[attribute.name] = f"{self.indent}{written}=[]"
            lines = _items_writer(attribute, version, depth) if attribute.kind == "parts" else _map_writer(depth)
            self.fields[attribute.name] = (f"{self.indent}{written}=", lines)
        else:
            self.fields[attribute.name] = (f'{self.indent}{written}="', None)

    def write(self, values: Values) -> str:
        """Write an object."""
        lines: list[str] = []
        fields = self.fields
        for field, value in values.items():
            entry = fields.get(field)
            if entry is None or value is None:
                continue
            start, nested = entry
            if nested is None:
                kind = type(value)
                text = value if kind is str else ("true" if value else "false") if kind is bool else str(value)
                lines.append(f'{start}{text}"')
                if field in self.twice:
                    lines.append(f'{self.twice[field]}{text}"')
            elif value or field not in self.lists:
                lines.append(start + nested(value))
        for field, empty in self.lists.items():
            if empty and not values.get(field):
                lines.append(empty)
        if not lines:
            return self.empty
        lines.sort()
        return "[\n" + "\n".join(lines) + self.close


@lru_cache(maxsize=None)
def writer_of(declaration: Declaration, version: int, depth: int = 1) -> Writer:
    """Return the writer of a declared class."""
    return Writer(declaration, version, depth)


def _items_writer(attribute: Attr, version: int, depth: int) -> Callable[[Any], str]:
    """Make what writes a list of objects."""
    inner = writer_of(element_shape(attribute.element).declaration, version, depth + 2)
    start, between, end = "[\n" + STEP * (depth + 1), ",\n" + STEP * (depth + 1), f"\n{STEP * depth}]"

    def write(items: list[Values]) -> str:
        return start + between.join(map(inner.write, items)) + end if items else ""

    return write


def _map_writer(depth: int) -> Callable[[Any], str]:
    """Make what writes a map, in the order of its keys."""

    def write(pairs: Mapping[str | None, str | None]) -> str:
        named = {"null" if key is None else key: value for key, value in pairs.items()}
        lines = (
            f'{STEP * (depth + 1)}{key}="{"null" if named[key] is None else named[key]}"'
            for key in sorted(named, key=java_order)
        )
        return "{\n" + ",\n".join(lines) + f"\n{STEP * depth}}}"

    return write


def java_order(text: str) -> bytes:
    """Return what texts are sorted by in Java: their UTF-16 units."""
    return text.encode("utf-16-be", "surrogatepass")


def check_sum_text(declaration: Declaration, values: Values, version: int) -> str:
    """Write a change as the checksum of a version sees it."""
    return f"{declaration.name}:{writer_of(declaration, version).write(values)}"

"""Checks XML change logs against the schema of Liquibase: all that it refuses is reported at once, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import (
    InvalidValue,
    Location,
    MissingAttribute,
    Problem,
    UnknownAttribute,
    UnknownElement,
    ValidationError,
)
from clog.formats.xml_grammar import Shape, grammar
from clog.naming import listed, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.errors import ClogError
    from clog.formats.places import Place
    from clog.model.node import Node


def check(root: Node, prefix: str, path: str, locate: Callable[[int, str | None], Place]) -> None:
    """Refuse a change log that the schema does not allow.

    Args:
        root: databaseChangeLog; the names below it still have their prefixes.
        prefix: of Liquibase's own namespace, with its colon, or "". Elements of others are not looked at.
        path: of the file.
        locate: finds places.

    Raises:
        ValidationError: with all that is wrong.
    """
    checker = _Checker(prefix, path, locate)
    checker.element(root, grammar())
    if checker.problems:
        raise ValidationError(checker.problems)


_OPEN = frozenset({
    "addPrimaryKey", "and", "changeSet", "createIndex", "createTable", "not", "or", "preConditions", "rollback",
})  # fmt: skip
"""Elements that may hold elements of other namespaces."""


class _Checker:
    """Walks down a tree and collects problems."""

    def __init__(self, prefix: str, path: str, locate: Callable[[int, str | None], Place]) -> None:
        self.prefix = prefix
        self.path = path
        self.locate = locate
        self.problems: list[Problem] = []

    def element(self, node: Node, shape: Shape) -> None:
        """Check an element and all below it."""
        attributes = node.attributes
        if not attributes.keys() <= shape.attributes:
            self.unknown(node, shape)
        for name in shape.required:
            if name not in attributes:
                hint = f"write {name}=... into this element"
                self.report(MissingAttribute, f"{shape.name} needs the attribute {name}", node, hint=hint)
        if shape.kinds and not shape.kinds.keys().isdisjoint(attributes):
            self.values(node, shape)
        if node.text is not None and not shape.text:
            self.report(
                UnknownElement,
                f"{shape.name} holds no text",
                node,
                hint="take it away, or make an attribute of it; remarks are written <!-- so -->",
            )
        if node.children or shape.needed:
            self.children(node, shape)

    def children(self, node: Node, shape: Shape) -> None:
        """Check the elements inside: whether they are known, in order, and as many as there may be."""
        inside, prefix = shape.inside, self.prefix
        rank, last = 0, ""
        seen: set[str] = set()
        for child in node.children:
            name = child.name
            if prefix and name.startswith(prefix):
                name = name[len(prefix) :]
            elif ":" in name and shape.name in _OPEN:
                seen.update(shape.needed)  # what a foreign one holds is not known
                continue
            found = inside.get(name)
            if found is None:
                self.misplaced(child, name, shape)
                continue
            if found.rank < rank:
                message = f"{name} stands behind {last}, where {shape.name} has it before"
                self.report(UnknownElement, message, child, hint=f"move it before the first {last}")
            else:
                rank, last = found.rank, name
            if found.times == "?" and name in seen:
                message = f"{name} stands in {shape.name} more than once"
                self.report(UnknownElement, message, child, hint="keep one of them, or make one of all")
            seen.add(name)
            self.element(child, found.shape)
        for name in shape.needed:
            if name not in seen:
                message = f"{shape.name} needs at least one {name}"
                self.report(UnknownElement, message, node, hint=f"write <{name} .../> into this element")
        if "tagDatabase" in seen and shape.name == "changeSet":
            self.tag(node, seen)

    def tag(self, node: Node, seen: set[str]) -> None:
        """Check that a tag stands alone, as the schema has it."""
        others = seen - {"tagDatabase", "validCheckSum", "preConditions", "modifySql"}
        if others:
            names = ", ".join(sorted(others))
            hint = "give the tag a change set of its own; YAML and JSON do not have this rule"
            self.report(UnknownElement, f"tagDatabase stands beside other elements: {names}", node, hint=hint)

    def unknown(self, node: Node, shape: Shape) -> None:
        """Report attributes that the element does not have; those of other namespaces are not looked at."""
        for name in node.attributes:
            if name not in shape.attributes and ":" not in name and name != "xmlns":
                hint = suggestion(name, shape.attributes) or f"{shape.name} has {listed(shape.attributes)}"
                self.report(UnknownAttribute, f'unknown attribute "{name}" on {shape.name}', node, name, hint)

    def misplaced(self, node: Node, name: str, shape: Shape) -> None:
        """Report an element that does not belong here."""
        close = suggestion(name, shape.inside)
        hint = close or (f"{shape.name} holds {listed(shape.inside)}" if shape.inside else f"{shape.name} holds none")
        message = f'unknown element "{name}" in {shape.name}'
        if shape.name in {"changeSet", "rollback"}:
            message = f'unknown change type "{name}" in {shape.name}'
            hint = close or "see clog changes for the list; those of Liquibase Pro need the prefix pro:"
        self.report(UnknownElement, message, node, hint=hint)

    def values(self, node: Node, shape: Shape) -> None:
        """Check values that are not just any text."""
        for name, value in node.attributes.items():
            kind = shape.kinds.get(name)
            if kind is not None and not kind[1].fullmatch(value):
                expected = kind[0] if kind[0][0].islower() else f"one of {kind[0]}"
                message = f'{name} of {shape.name} must be {expected}, not "{value}"'
                self.report(InvalidValue, message, node, name, "correct the value, or take the attribute away")

    def report(self, kind: type[ClogError], message: str, node: Node, name: str | None = None, hint: str = "") -> None:
        """Add a problem."""
        line, column, excerpt = self.locate(node.at, name)
        self.problems.append(Problem(kind.code, message, Location(self.path, line, column), hint, "error", excerpt))

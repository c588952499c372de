"""Checks XML change logs against the schema that they name: all that it refuses is listed, with its place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from clog.errors import InvalidValue, Location, MissingAttribute, Problem, UnknownAttribute, UnknownElement
from clog.formats.xml_grammar import NEWEST_VERSION, grammar, version_with
from clog.naming import closest, listed, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from clog.errors import ClogError
    from clog.formats.places import Place
    from clog.formats.xml_grammar import ElementShape, Grammar
    from clog.formats.xml_head import Head
    from clog.model.node import Node


def check(
    root: Node, head: Head, blank: Collection[int], path: str, locate: Callable[[int, str | None], Place]
) -> tuple[Problem, ...]:
    """List what the schema of a change log does not allow.

    Args:
        root: databaseChangeLog; the names below it still have their prefixes.
        head: what it says of namespaces and the schema. Elements of other namespaces are not looked at.
        blank: offsets of elements that hold nothing but blanks.
        path: of the file.
        locate: finds places.
    """
    checker = _Checker(root, head, blank, path, locate)
    checker.element(root, checker.grammar.root)
    return tuple(checker.problems)


_LOCAL = frozenset({
    "append", "arg", "changeSet", "modifyChangeSets", "modifySql", "preConditions", "prepend", "property",
    "regExpReplace", "removeChangeSetProperty", "replace", "validCheckSum", "where",
})  # fmt: skip
"""Elements that the schema knows in their place only: elsewhere they may be anything."""


class _Checker:
    """Walks down a tree and collects problems."""

    def __init__(
        self, root: Node, head: Head, blank: Collection[int], path: str, locate: Callable[[int, str | None], Place]
    ) -> None:
        self.grammar: Grammar = grammar(head.number)
        self.head = head
        self.plain = "" in head.own
        self.root = root
        self.blank = blank
        self.path = path
        self.locate = locate
        self.problems: list[Problem] = []

    def element(self, node: Node, shape: ElementShape) -> None:
        """Check an element and all below it."""
        if shape.anything:
            self.inside_of_anything(node)
            return
        attributes = node.attributes
        unknown = () if attributes.keys() <= shape.attributes else self.unknown(node, shape)
        for name in shape.required:
            if name not in attributes and name not in unknown:
                hint = f"write {name}=... into this element"
                self.report(MissingAttribute, f"{shape.name} needs the attribute {name}", node, hint=hint)
        if shape.kinds and not shape.kinds.keys().isdisjoint(attributes):
            self.values(node, shape)
        if node.text is not None and not shape.text:
            hint = "take it away, or make an attribute of it; remarks are written <!-- so -->"
            self.report(UnknownElement, f"{shape.name} holds no text", node, hint=hint)
        if node.at in self.blank and shape.empty:
            message = f"nothing may stand in {shape.name}, not even blanks or line ends"
            self.report(UnknownElement, message, node, hint=f"write <{node.name} .../>")
        if node.children or shape.needed or shape.some is not None:
            self.children(node, shape)

    def children(self, node: Node, shape: ElementShape) -> None:
        """Check the elements inside: whether they are known, in order, and as many as there may be."""
        inside = shape.inside
        rank, last = 0, ""
        seen: set[str] = set()
        for child in node.children:
            name = child.name
            if not self.plain or ":" in name or "xmlns" in child.attributes:
                name = self.local(child)
            found = inside.get(name)
            if found is None:
                self.misplaced(child, name, shape)
                continue
            if found.rank < rank:
                message = f"{name} stands behind {last}, where {shape.name} has it before"
                self.report(UnknownElement, message, child, hint=f"move it before the first {last}")
            elif name != ":" or found.rank > rank:
                rank, last = found.rank, child.name
            if found.times == "?" and name in seen:
                message = f"{name} stands in {shape.name} more than once"
                self.report(UnknownElement, message, child, hint="keep one of them, or make one of all")
            seen.add(name)
            if name == ":":
                self.inside_of_anything(child)
            else:
                self.element(child, found.shape)
        self.absent(node, shape, seen)
        for name in seen:
            if inside[name].times in "^/":
                self.alone(node, shape, name, seen)
                break

    def local(self, node: Node) -> str:
        """Return the name of an element without its prefix; ":" for one of another namespace, "" for one of none."""
        prefix, _, name = node.name.rpartition(":")
        own = prefix in self.head.own
        declared = node.attributes.get("xmlns:" + prefix if prefix else "xmlns")
        if declared is not None:
            return name if declared == self.head.namespace else ":" if declared else ""
        if own:
            return name
        return ":" if prefix or self.head.default else ""

    def inside_of_anything(self, node: Node) -> None:
        """Check what is known inside of an element that may hold anything."""
        for child in node.children:
            name = self.local(child)
            shape = None if name in _LOCAL else self.grammar.shapes.get(name)
            if shape is None:
                self.inside_of_anything(child)
            else:
                self.element(child, shape)

    def absent(self, node: Node, shape: ElementShape, seen: set[str]) -> None:
        """Report elements that must be there."""
        for name in shape.needed:
            if name not in seen:
                message = f"{shape.name} needs at least one {name}"
                self.report(UnknownElement, message, node, hint=f"write <{name} .../> into this element")
        if shape.some is not None and all(shape.inside[name].rank != shape.some for name in seen):
            names = [name for name, found in shape.inside.items() if found.rank == shape.some and name != ":"]
            hint = f"write one into it: {listed(names)}"
            self.report(UnknownElement, f"{shape.name} is empty{self.version()}", node, hint=hint)

    def alone(self, node: Node, shape: ElementShape, name: str, seen: set[str]) -> None:
        """Report elements beside one that stands alone, as the schema has it."""
        single, rank = shape.inside[name].times == "^", shape.inside[name].rank
        others = {other for other in seen if shape.inside[other].rank == rank} - {name}
        if others:
            names = ", ".join(sorted(others))
            message = f"{name} stands beside other elements: {names}{self.version()}"
            hint = "give it an element of its own"
            if name == "tagDatabase":
                message = f"tagDatabase stands beside other elements: {names}"
                hint = "give the tag a change set of its own; YAML and JSON do not have this rule"
            self.report(UnknownElement, message, node, hint=hint)
        elif single:
            for child in [child for child in node.children if self.local(child) == name][1:]:
                message = f"{name} stands in {shape.name} more than once"
                self.report(UnknownElement, message, child, hint="give each a change set of its own")

    def unknown(self, node: Node, shape: ElementShape) -> set[str]:
        """Report attributes that the element does not have; give the names that were probably meant."""
        meant: set[str] = set()
        for name in node.attributes:
            if name in shape.attributes or name == "xmlns" or name.startswith("xmlns:"):
                continue
            if ":" in name and self.is_declared(name, node):
                if self.is_allowed(name, node, shape):
                    continue
            elif ":" not in name and shape.others == "*":
                continue
            absent = closest(name, [other for other in shape.required if other not in node.attributes])
            close = f'did you mean "{absent}"?' if absent else suggestion(name, shape.attributes)
            hint = close or f"{shape.name} has {listed(shape.attributes)}"
            meant.add(absent)
            message = f'unknown attribute "{name}" on {shape.name}'
            where = self.elsewhere(shape, name)
            if where:
                message, hint = f"{message} in dbchangelog-{self.head.version}.xsd", where
            self.report(UnknownAttribute, message, node, name, hint)
        return meant

    def is_declared(self, name: str, node: Node) -> bool:
        """Return whether the prefix of an attribute is declared."""
        declaration = "xmlns:" + name.partition(":")[0]
        return declaration == "xmlns:xml" or declaration in node.attributes or declaration in self.declarations

    @cached_property
    def declarations(self) -> frozenset[str]:
        """All declarations of prefixes in the file."""
        found: set[str] = set()
        pending = [self.root]
        while pending:
            node = pending.pop()
            found.update(name for name in node.attributes if name.startswith("xmlns:"))
            pending += node.children
        return frozenset(found)

    def is_allowed(self, name: str, node: Node, shape: ElementShape) -> bool:
        """Return whether an attribute with a prefix may be there. It must not say again what one without prefix says."""
        prefix, _, local = name.partition(":")
        if prefix == self.head.xsi and local in (*_OF_SCHEMAS, *_TYPES):
            return local in _OF_SCHEMAS
        if shape.others == "*" or (shape.others and prefix not in self.head.own):
            if local in node.attributes and local in shape.attributes:
                message = f"{local} is given to {shape.name} more than once, with a prefix and without"
                self.report(InvalidValue, message, node, name, "keep one of them")
            return True
        return False

    def misplaced(self, node: Node, name: str, shape: ElementShape) -> None:
        """Report an element that does not belong here."""
        where = ""
        if not name:
            message = f'the element "{node.name}" is in no namespace'
            hint = "name the namespace of Liquibase, as databaseChangeLog does"
        elif name == ":":
            message = f'unknown element "{node.name}" in {shape.name}'
            hint = f"{shape.name} holds {listed(shape.inside)}" if shape.inside else f"{shape.name} holds none"
        else:
            inside = [other for other in shape.inside if other != ":"]
            close = suggestion(name, inside)
            hint = close or (f"{shape.name} holds {listed(inside)}" if inside else f"{shape.name} holds none")
            message = f'unknown element "{name}" in {shape.name}'
            if shape.name in {"changeSet", "rollback"}:
                message = f'unknown change type "{name}" in {shape.name}'
                hint = close or "clog schema has all of them; those of Liquibase Pro need the prefix pro:"
            where = self.elsewhere(shape, "<" + name)
        if where:
            message, hint = f"{message} of dbchangelog-{self.head.version}.xsd", where
        self.report(UnknownElement, message, node, hint=hint)

    def elsewhere(self, shape: ElementShape, name: str) -> str:
        """Say which schema knows what the one that the file names does not; "" when none does."""
        found = version_with(self.head.number, shape.name, name)
        return found and f"dbchangelog-{found}.xsd has it, and this file names {self.head.version}"

    def version(self) -> str:
        """Return the schema, where it is not the newest."""
        return "" if self.head.version in {"latest", NEWEST_VERSION} else f" (dbchangelog-{self.head.version}.xsd)"

    def values(self, node: Node, shape: ElementShape) -> None:
        """Check values that are not just any text."""
        for name, value in node.attributes.items():
            kind = shape.kinds.get(name)
            if kind is not None and not kind.allows(value):
                expected = kind.said if kind.said[0].islower() else f"one of {kind.said}"
                message = f'{name} of {shape.name} must be {expected}, not "{value}"'
                hint = "correct the value, or take the attribute away"
                if "${" in value and self.head.number < (2, 0):
                    message += self.version()
                    hint = "parameters may stand here from dbchangelog-2.0.xsd on"
                self.report(InvalidValue, message, node, name, hint)

    def report(self, kind: type[ClogError], message: str, node: Node, name: str | None = None, hint: str = "") -> None:
        """Add a problem."""
        line, column, excerpt = self.locate(node.at, name)
        self.problems.append(Problem(kind.code, message, Location(self.path, line, column), hint, "error", excerpt))


_OF_SCHEMAS = frozenset({"schemaLocation", "noNamespaceSchemaLocation"})
"""Attributes of XML Schema that may stand everywhere."""

_TYPES = frozenset({"type", "nil"})
"""Attributes of XML Schema that change what an element is: no change log can have them."""

"""What jsonschema says about a node, in words for authors and with its place. Only read when something is wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from clog.derive.json_schema import closed, element
from clog.derive.normalise import Shape, is_nested, shape_of
from clog.errors import InvalidValue, MissingAttribute, Problem, UnknownAttribute
from clog.naming import listed, suggestion
from clog.preconditions import precondition_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.declare import Attr, Declaration
    from clog.derive.normalise import Plain
    from clog.model.node import Document, Node

_BLANKS = " \t\r\n"
_ACCEPTED = frozenset({"removeChangeSetProperty"})
"""Elements that Liquibase passes over in silence when something in them is missing or unknown."""


def explain(node: Node, declaration: Declaration, plain: Plain, document: Document) -> Iterator[Problem]:
    """Say everything that is wrong with a node.

    Args:
        node: as read.
        declaration: what describes it.
        plain: the node normalised.
        document: where it stands.
    """
    for error in _validator(declaration).iter_errors(plain):
        place = _Place(node, declaration, list(error.absolute_path), document)
        if error.validator == "additionalProperties":
            yield from _unknown(error, place)
        elif error.validator == "required":
            yield from _missing(error, place)
        else:
            yield from _invalid(error, place)


@lru_cache(maxsize=None)
def _validator(declaration: Declaration) -> Any:
    """Make what finds the errors of one kind of node."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(closed(declaration))


class _Place:
    """Where in a node an error is.

    Attributes:
        node: the element concerned.
        declaration: what describes it.
        attribute: the attribute concerned, or None for the element as a whole.
    """

    def __init__(self, node: Node, declaration: Declaration, path: list[Any], document: Document) -> None:
        """Follow the path of an error."""
        self.node, self.declaration, self.document = node, declaration, document
        self.attribute: Attr | None = None
        self._by_lower: dict[str, str] | None = None
        while path:
            name = path.pop(0)
            attribute = self.declaration.by_lower.get(str(name).lower())
            if attribute is None or not attribute.element:
                self.attribute = attribute
                return
            index = path[0] if path and attribute.kind != "part" else 0
            del path[: 0 if attribute.kind == "part" else 2]
            nodes = _nodes_of(self.node, shape_of(self.declaration), attribute)
            self.declaration = element(attribute)
            self.node = nodes[index] if index < len(nodes) else self.node

    def problem(self, cls: type, message: str, *, name: str | None = None, severity: str, hint: str = "") -> Problem:
        """Make a problem at this place, or at an attribute of it."""
        written = None if name is None else self._spelled(name)
        node = self.node
        if name is not None and written is None:
            node = next((child for child in node.children if child.name.lower() == name.lower()), node)
            if node is not self.node and not is_nested(node):
                written = node.name
        at = self.document.location(node, written)
        return Problem(cls.code, message, at, hint, severity, self.document.excerpt(node, written))  # type: ignore[attr-defined]

    def _spelled(self, name: str) -> str | None:
        """Return the name of an attribute as it is written; None where there is none."""
        if name in self.node.attributes:
            return name
        if self._by_lower is None:
            self._by_lower = {key.lower(): key for key in reversed(self.node.attributes)}
        return self._by_lower.get(name.lower())

    @property
    def is_condition(self) -> bool:
        """Whether it is a precondition: Liquibase misses nothing in it before it is asked."""
        return precondition_class(self.declaration.name) is self.declaration.cls

    @property
    def xml(self) -> bool:
        """Whether the file is XML, which Liquibase checks more strictly."""
        return self.document.format == "xml"


def _nodes_of(node: Node, shape: Shape, attribute: Attr) -> list[Node]:
    """List the elements that an attribute was made from, in its order."""
    listed: list[Node] = []
    single: list[Node] = []
    for child in node.children:
        key = shape.spell(child.name)
        if key == attribute.written:
            inner = [item for item in child.children if item.name.lower() == attribute.items.lower()]
            listed += inner if inner and attribute.items else [child]
        elif key == attribute.items:
            single.append(child)
    return listed + single


def _unknown(error: Any, place: _Place) -> Iterator[Problem]:
    """Report the attributes that nobody declared."""
    known = tuple(error.schema["properties"])
    what = place.declaration.name
    for name in error.instance:
        if name in known:
            continue
        refused = getattr(place.declaration.cls, "exact_names", False)  # XML: the schema of Liquibase was asked before
        hint = suggestion(name, known) or f"{what} knows {listed(known)}"
        message = f'unknown attribute "{name}" on {what}'
        if not refused:
            message += ", which is passed over"
        yield place.problem(UnknownAttribute, message, name=name, severity="error" if refused else "warning", hint=hint)


def _missing(error: Any, place: _Place) -> Iterator[Problem]:
    """Report the attributes that are required and absent."""
    for name in error.validator_value:
        if name not in error.instance:
            message = f"{place.declaration.name} needs the attribute {name}"
            hint = f"add {name}: {place.declaration.by_lower[name.lower()].doc}"
            severity = "warning" if place.declaration.name in _ACCEPTED or place.is_condition else "error"
            yield place.problem(MissingAttribute, message, severity=severity, hint=hint)


_FORMS = {"array": "a list", "object": "a map of attributes"}


def _shown(value: Any) -> str:
    """Write a value of YAML or JSON in a few words."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a map"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f'"{value}"' if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else "an element"


def _invalid(error: Any, place: _Place) -> Iterator[Problem]:
    """Report a value that is not of its kind."""
    attribute, value = place.attribute, error.instance
    if attribute is None:
        message = error.message
        if error.validator == "type":
            message = f"{_shown(value)} stands where {_FORMS.get(error.validator_value, 'another form')} must be"
        yield place.problem(InvalidValue, f"{place.declaration.name}: {message}", severity="error")
        return
    text = str(value).strip(_BLANKS) if place.xml else str(value)
    severity, expected = "error", "a text"
    if attribute.values:
        expected = "one of " + ", ".join(attribute.values)
        unknown = place.declaration.name in _ACCEPTED and place.node.attributes.get("change") != "addColumn"
        lenient = unknown or (text.upper() in attribute.values and not place.is_condition)
        severity = "warning" if lenient else "error"
    elif attribute.kind == "boolean":
        if place.xml and text.lower() in {"true", "false"}:
            return
        expected, severity = "true or false", "warning"  # what the schema of XML refuses is said before
    elif attribute.kind == "integer":
        if place.xml and text.lstrip("+-").isdigit():
            return
        expected = "a whole number"
    elif isinstance(value, (list, dict)):
        severity = "warning"
    hint = "correct the value, or take it away"
    if severity == "warning" and attribute.kind == "boolean":
        hint = "anything but true counts as false"
    message = f'{attribute.written} of {place.declaration.name} must be {expected}, not "{value}"'
    yield place.problem(InvalidValue, message, name=attribute.written, severity=severity, hint=hint)

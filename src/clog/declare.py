"""Declaring change types, preconditions and their parts: one declaration, many uses.

A class says each attribute once with `attr`; binding, JSON Schema, checksum text, writing back and the
reference pages are derived from the resulting `Declaration` by functions elsewhere (`clog.derive`).
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from clog.naming import camel_case, module_names
from clog.sqltext.blanks import BLANKS
from clog.value import MISSING, Default, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@lru_cache(maxsize=None)
def dialect_names() -> tuple[str, ...]:
    """List the short names of the dialects: one file or folder of `clog.dialects` each, beside what they share."""
    folder = os.path.join(os.path.dirname(__file__), "dialects")  # noqa: PTH118, PTH120 - slow to start
    return tuple(name for name in module_names(folder) if name != "base")


def all_but(*names: str) -> tuple[str, ...]:
    """List all dialects but these."""
    return tuple(name for name in dialect_names() if name not in names)


class Attr(Default):
    """What is said about one attribute.

    `kind` is one of: text boolean integer number date computed sequence parts part map.
    `number`, `date` and `computed` are the column values of Liquibase (checksums, section 6.4);
    `parts` is a list of declared parts, `part` one; `element` names the part's class by path.
    """

    __slots__ = (
        "also", "body", "doc", "element", "example", "file", "items", "kind", "name", "not_in_checksum",
        "only_on", "required_on", "since", "true_only", "values", "written",
    )  # fmt: skip

    def __init__(self, doc: str, default: object, options: Mapping[str, Any]) -> None:
        """Keep what `attr` was given."""
        super().__init__(default)
        self.doc = doc
        self.name = ""
        self.written: str = options["name"]
        self.also: tuple[str, ...] = options["also"]
        self.since: str = options["since"]
        self.example: str = options["example"]
        self.kind: str = options["kind"]
        self.element: str = options["element"]
        self.items: str = options["items"]
        self.body: bool = options["body"]
        self.file: bool = options["file"]
        self.values: tuple[str, ...] = options["values"]
        self.required_on: tuple[str, ...] = options["required_on"]
        self.only_on: tuple[str, ...] = options["only_on"]
        self.true_only: bool = options["true_only"]
        self.not_in_checksum: tuple[int, ...] = options["not_in_checksum"]

    @property
    def required(self) -> bool:
        """Whether it is required on every database."""
        return self.default is MISSING


def attr(  # noqa: PLR0913 - a declaration reads best as one flat list of options
    doc: str,
    *,
    default: Any = MISSING,
    name: str = "",
    also: tuple[str, ...] = (),
    since: str = "",
    example: str = "",
    kind: str = "",
    element: str = "",
    items: str = "",
    body: bool = False,
    file: bool = False,
    values: tuple[str, ...] = (),
    required_on: tuple[str, ...] = (),
    only_on: tuple[str, ...] = (),
    true_only: bool = False,
    not_in_checksum: tuple[int, ...] = (),
) -> Any:
    """Declare one attribute.

    Args:
        doc: a sentence for people, used in schema, help and reference.
        default: the value when absent; without one the attribute is required.
        name: the written name, where it does not follow from the field's.
        also: other accepted written names.
        since: the Liquibase version that introduced it.
        example: a typical value.
        kind: see `Attr`; by default it follows from the annotation.
        element: for `part` and `parts`, the class as "module:Class".
        items: for `parts`, the written name of one item ("column").
        body: the attribute may also be given as the element's own text.
        file: the value names a file that is looked up while loading.
        values: the only values allowed.
        required_on: dialects that need it although it has a default.
        only_on: dialects that know it; empty means all.
        true_only: false may stand on the others too.
        not_in_checksum: checksum versions that leave it out.
    """
    return Attr(
        doc,
        default,
        {
            "name": name,
            "also": also,
            "since": since,
            "example": example,
            "kind": kind,
            "element": element,
            "items": items,
            "body": body,
            "file": file,
            "values": values,
            "required_on": required_on,
            "only_on": only_on,
            "true_only": true_only,
            "not_in_checksum": not_in_checksum,
        },
    )


_KINDS = {"str": "text", "bool": "boolean", "int": "integer"}


class Declaration:
    """What a declared class says about itself, in the order in which it says it."""

    __slots__ = ("adjust", "applies_to", "attributes", "by_field", "by_lower", "cls", "doc", "name", "not_on")

    def __init__(self, cls: type, name: str, *, applies_to: str = "", not_on: tuple[str, ...] = ()) -> None:
        """Read the attributes of a class made from `Declared`."""
        self.cls = cls
        self.name = name
        self.applies_to = applies_to
        self.not_on = not_on
        self.doc = (cls.__doc__ or "").strip()
        self.attributes = attributes_of(cls)
        self.by_field = {attribute.name: attribute for attribute in self.attributes}
        self.by_lower: dict[str, Attr] = {}
        for attribute in self.attributes:
            for written in (attribute.written, *attribute.also):
                self.by_lower[written.lower()] = attribute
        self.adjust: Callable[[dict[str, Any]], None] | None = getattr(cls, "adjust", None)

    def supports(self, dialect: str) -> bool:
        """Return whether the dialect has such a change at all."""
        return dialect not in self.not_on


def attributes_of(cls: type) -> tuple[Attr, ...]:
    """Collect the attributes of a class and its bases, bases first."""
    found: dict[str, Attr] = {}
    for base in reversed(cls.__mro__):
        annotations = base.__dict__.get("__annotations__", {})  # noqa: RUF063 - inspect costs 10 ms to import
        for name, value in base.__dict__.get("declared", {}).items():
            if isinstance(value, Attr):
                value.name = name
                value.written = value.written or camel_case(name)
                value.kind = value.kind or _KINDS.get(str(annotations[name]).split(" |")[0], "text")
                found[name] = value
    return tuple(found.values())


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attr,))
class Declared(Value):
    """Base of everything that is declared with `attr`. Reading fields gives their values.

    A class may define `adjust`, a static method that is called with the values by field name before
    the object is made and before the checksum is computed; it states what Liquibase's setters do.
    """

    declaration: ClassVar[Declaration]

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Collect the fields, then let instances speak for the class attributes."""
        super().__init_subclass__(**kwargs)


_C = TypeVar("_C", bound=type[Declared])


def change_type(written: str, *, applies_to: str = "", not_on: tuple[str, ...] = ()) -> Callable[[_C], _C]:
    """Declare a change type under its written name.

    Args:
        written: the name in changelogs, for example "addColumn".
        applies_to: the kind of object changed, for example "table".
        not_on: short names of the dialects that do not have this change at all.
    """

    def declare(cls: _C) -> _C:
        cls.declaration = Declaration(cls, written, applies_to=applies_to, not_on=not_on)
        return cls

    return declare


def precondition_type(written: str) -> Callable[[_C], _C]:
    """Declare a precondition under its written name."""
    return change_type(written)


def part(written: str) -> Callable[[_C], _C]:
    """Declare a nested structure (column, constraints, param) under its written name."""
    return change_type(written)


def trim(values: dict[str, Any], field: str, default: str | None = None) -> None:
    """Remove blanks from both ends of a text; what is left empty becomes the default. For `adjust`."""
    values[field] = (values.get(field) or "").strip(BLANKS) or default

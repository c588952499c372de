"""Final values of a normalised node: what Liquibase's loader and setters make of the texts.

Used by binding and by the checksum alike. Reference: checksums, sections 6.2 to 6.6
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from clog.derive.normalise import element_shape
from clog.errors import InvalidValue
from clog.model.dates import read_date
from clog.model.scalars import as_text
from clog.naming import camel_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.declare import Attr, Declaration
    from clog.derive.normalise import Plain

TEXTS_IN_XML = {("column", "valueBoolean"), ("param", "valueBoolean"), ("addDefaultValue", "defaultValueBoolean")}
"""Booleans that the XML schema declares as texts, so that blanks around them stay."""

Values = dict[str, Any]
"""Values by field name. None and absent mean the same."""

_MOST_DIGITS = 1000
"""Digits of a whole number; Python reads no number of thousands, and no database has one."""

_SHOWN = 80
"""Characters that are shown of what is none."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"-?(?:,*[0-9]|,*\.[0-9]|∞)|NaN")


class NotAnInteger(ValueError):
    """A text where an integer or a date must stand.

    Attributes:
        written: the name of the attribute.
        raw: its value.
    """

    def __init__(self, written: str, raw: object, fault: str = "") -> None:
        """Keep the parts."""
        shown = f"{raw}"
        super().__init__(fault or f'"{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."}" is not an integer')
        self.written = written
        self.raw = raw


def _boolean(raw: Any) -> bool | None:
    """Read a boolean: only "true" is true."""
    if raw is None or raw is True or raw is False:
        return raw
    return str(as_text(raw)).lower() == "true"


def _trimmed_boolean(raw: Any) -> bool | None:
    """Read a boolean whose blanks the XML schema takes away."""
    return raw if raw is None else str(raw).strip(" \t\r\n").lower() == "true"


class ValueTable:
    """How the values of one declared class are made, in XML or elsewhere; made once for each.

    Attributes:
        fields: by written name: the field and what converts it; None means a text.
        adjust: the class's own last word, or None.
        rest: the field that takes what is not declared, or "".
        functions: written names of numbers and dates that may turn out to be functions.
    """

    __slots__ = ("adjust", "fields", "functions", "rest")

    def __init__(self, declaration: Declaration, *, xml: bool) -> None:
        """Find what each attribute needs."""
        self.fields: dict[str, tuple[str, Callable[[Any], Any] | None]] = {}
        self.functions = frozenset(a.written for a in declaration.attributes if a.kind in {"number", "date"})
        self.adjust = declaration.adjust
        self.rest = ""
        for attribute in declaration.attributes:
            trimmed = xml and (declaration.name, attribute.written) not in TEXTS_IN_XML
            convert = _converter(attribute, xml=trimmed if attribute.kind == "boolean" else xml)
            for written in (attribute.written, *attribute.also):
                self.fields[written] = (attribute.name, convert)
            if attribute.kind == "map":
                self.rest = attribute.name


@lru_cache(maxsize=None)
def table_of(declaration: Declaration, xml: bool) -> ValueTable:  # noqa: FBT001 - part of the cache key
    """Return the table of a declared class."""
    return ValueTable(declaration, xml=xml)


def _converter(attribute: Attr, *, xml: bool) -> Callable[[Any], Any] | None:
    """Choose what makes a value of this attribute's kind."""
    kind, name = attribute.kind, attribute.written
    if kind == "boolean":
        return _trimmed_boolean if xml else _boolean
    if kind == "integer":
        return lambda raw: _integer(raw, name, xml=xml)
    if kind == "date":
        return lambda raw: getattr(raw, "iso", raw)
    return _nested_converter(attribute, xml=xml) if attribute.element else None


def _nested_converter(attribute: Attr, *, xml: bool) -> Callable[[Any], Any]:
    """Choose what makes the values of parts."""
    table, item = table_of(element_shape(attribute.element).declaration, xml), attribute.items
    if attribute.kind == "part":
        return lambda raw: values_of(raw, table)
    if attribute.kind == "parts":
        return lambda raw: [values_of(entry[item], table) for entry in raw]
    return lambda raw: dict(_pair(values_of(entry[item], table)) for entry in raw)


def _pair(values: Values) -> tuple[str | None, str | None]:
    """Make a pair of a parameter."""
    return values.get("name"), values.get("value")


def _integer(raw: Any, name: str, *, xml: bool) -> int | None:
    """Read an integer of any size.

    Raises:
        NotAnInteger: it is none.
    """
    if type(raw) is int or raw is None:
        return raw
    text = str(as_text(raw))
    if xml and "equence" not in name:
        text = text.strip(" \t\r\n")
    if not _INTEGER.fullmatch(text) or len(text) > _MOST_DIGITS:
        raise NotAnInteger(name, raw)
    return int(text)


def values_of(found: Plain, table: ValueTable) -> Values:
    """Make the values of a normalised node. Names that are not declared are left out.

    Raises:
        NotAnInteger: a text stands where an integer must.
    """
    values: Values = {}
    fields = table.fields
    for written, raw in found.items():
        entry = fields.get(written)
        if entry is None:
            if table.rest:
                values.setdefault(table.rest, {})[written] = as_text(raw)
            continue
        field, convert = entry
        if convert is not None:
            if field == table.rest:
                values.setdefault(field, {}).update(convert(raw))
            else:
                values[field] = convert(raw)
        elif type(raw) is str:
            values[field] = raw
        elif raw is not None:
            values[field] = as_text(raw)
    if not table.functions.isdisjoint(found):
        _settle(values, "value_numeric", "value_date", "value_computed")
        _settle(values, "default_value_numeric", "default_value_date", "default_value_computed")
    if table.adjust is not None:
        table.adjust(values)
    return values


def _settle(values: Values, numeric: str, date: str, computed: str) -> None:
    """Check whether texts given as number or date are functions after all (checksums, section 6.4)."""
    default = numeric.startswith("default")
    number = as_text(values.pop(numeric, None))
    function = None
    if number is not None and number.lower() != "null":
        bare = number[1:].removesuffix(")") if number.startswith("(") else number
        if default and number == "GENERATED_BY_DEFAULT":
            values["auto_increment"] = True
        elif _NUMBER.match(bare):
            values[numeric] = bare
        else:
            function = bare if default else number
    given = as_text(values.pop(date, None))
    if given is not None:
        try:
            moment = read_date(given)
        except InvalidValue as error:
            raise NotAnInteger(camel_case(date), given, error.message) from error
        if moment is not None:
            values[date] = moment
        else:
            function = given
    if function is not None and values.get(computed) is None:
        values[computed] = function

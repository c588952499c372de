"""Types of columns and their default values: what stands behind the name and behind DEFAULT.

Reference: liquibase.datatype.core (one class per type), liquibase.change.ColumnConfig.getDefaultValueObject
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.literals import Literals, Moment, moment
from clog.dialects.base.types import (
    COMMON_TYPES,
    LITERAL_KINDS,
    NUMBERING,
    DataType,
    data_type,
    digits_after_second,
)
from clog.errors import Unsupported
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.dialects.base.types import TypeTable
    from clog.model.parts import ColumnConfig

_ZEROS = re.compile(r"\.0+$")
_TRUE = frozenset({"true", "t", "1"})
_FALSE = frozenset({"false", "f", "0"})
_QUOTED_KINDS = frozenset({"text", "other"})
_WHOLE_NUMBERS = frozenset({"integer", "small"})
_EXPRESSIONS = _WHOLE_NUMBERS | {"number", "raw", "bare"}
_WRITERS = (
    ("default_value", "default_text"),
    ("default_value_boolean", "default_boolean"),
    ("default_value_numeric", "default_number"),
    ("default_value_date", "default_date"),
    ("default_value_computed", "default_function"),
    ("default_value_sequence_next", "default_sequence"),
)


class Defaults(Literals):
    """The part of a dialect that knows the types of columns.

    Attributes:
        types: the table of types; see `dialects.base.types`.
        literal_kinds: logical or exactly written name -> how default values are written, where it differs from most databases.
        fraction_digits: how many digits after the second a timestamp may have.
        counts_fractions: whether what is asked for must be a number.
    """

    types: ClassVar[TypeTable] = COMMON_TYPES
    literal_kinds: ClassVar[Mapping[str, str]] = {}
    fraction_digits: ClassVar[int] = 9
    counts_fractions: ClassVar[bool] = True
    default_schema: str | None
    default_catalog: str | None

    _types: dict[tuple[str, bool], str]

    def column_type(self, written: str, *, auto_increment: bool = False) -> str:
        """Translate a type as the author wrote it.

        Args:
            written: for example varchar(20), java.sql.Types.BIGINT, "int unsigned".
            auto_increment: whether the column numbers its rows; some databases have types for that.

        Raises:
            Unsupported: the database has no such type.
        """
        key = (written, auto_increment)
        found = self._types.get(key)
        if found is None:
            found = self._types[key] = self.translate(data_type(written), auto_increment=auto_increment)
        return found

    def translate(self, kind: DataType, *, auto_increment: bool) -> str:
        """Find the row of a type, by its own name first, and fill it in; `column_type` remembers the answer."""
        if auto_increment and kind.logical not in NUMBERING:
            raise Unsupported(
                f"a column of type {kind.written} cannot number its rows", hint="use a type of whole numbers"
            )
        if auto_increment and not kind.auto_increment:
            kind = kind.numbering()
        if kind.logical == "timestamp" and self.counts_fractions:
            digits_after_second(kind)
        digits = kind.number(0)
        if kind.logical == "timestamp" and digits is not None and digits > self.fraction_digits:
            raise Unsupported(
                f"{kind.written}: {self.traits.name} keeps at most {self.fraction_digits} digits after the second",
                hint="ask for fewer digits",
            )
        rule = self.types.get(kind.name) or self.types.get(kind.logical)
        if rule is None:
            rule = kind.logical.upper() + "{args}{suffix}"
        return kind.fill(rule) if isinstance(rule, str) else rule(self, kind)  # type: ignore[arg-type]

    def default(self, column: ColumnConfig) -> str | None:
        """Write the default value of a column as it stands behind DEFAULT; None when it has none.

        Raises:
            Unsupported: the value does not fit the type, or the database cannot say it.
        """
        for field, method in _WRITERS:
            value = column.get(field)
            if value is not None:
                written: str = getattr(self, method)(value, self.literal_kind(column))
                return written
        return None

    def literal_kind(self, column: ColumnConfig) -> str:
        """Say how the default values of a column are written; see `LITERAL_KINDS`."""
        if column.type is None:
            return "untyped"
        kind = data_type(column.type)
        found = self.literal_kinds.get(kind.name) or self.literal_kinds.get(kind.logical)
        return found or LITERAL_KINDS.get(kind.logical, "other")

    def default_text(self, value: str, kind: str) -> str:
        """Write a default given as plain text, for a column of this kind."""
        if value.lower() == "null" and kind != "blob":
            return "'null'" if kind == "other" else "null"
        if kind == "boolean":
            return self.boolean_text(value)
        if kind == "xml":
            return self.xml(value)
        if kind in {"text", "untyped"}:
            return self.text(value)
        if kind in _EXPRESSIONS:
            return self.expression(_ZEROS.sub("", value) if kind in _WHOLE_NUMBERS else value)
        called = kind == "timestamp" and self.is_date_function(value)
        return value if called else self.kept_text(value)

    def is_date_function(self, value: str) -> bool:
        """Return whether plain text for a timestamp is a function call."""
        plain = value.lower() == self.traits.now.lower() or value.upper() in self.date_functions
        return plain or re.fullmatch(r"\w+\(\)", value) is not None

    def boolean_text(self, value: str) -> str:
        """Write a truth value given as text.

        Raises:
            Unsupported: the text is neither true nor false.
        """
        if value.lower() in _TRUE:
            return self.boolean(value=True)
        if value.lower() in _FALSE:
            return self.boolean(value=False)
        raise Unsupported(f'"{value}" is no default for a boolean column', hint="write true or false")

    def xml(self, value: str) -> str:
        """Write XML text."""
        return self.text(value)

    def default_boolean(self, value: bool, kind: str) -> str:  # noqa: FBT001 - it is the value
        """Write a default given as true or false, for a column of this kind."""
        if kind in {"boolean", "untyped"}:
            return self.boolean(value)
        if kind in {"date", "time", "timestamp"}:
            raise _misfit("true or false", kind)
        if kind == "small":
            return "1" if value else "0"
        word = "true" if value else "false"
        if kind == "xml":
            return self.xml(word)
        return self.text(word) if kind in _QUOTED_KINDS else word

    def default_number(self, value: str, kind: str) -> str:
        """Write a default given as a number, or as an expression in its place, for a column of this kind."""
        if value.lower() == "null":
            return "null"
        if value.startswith("(") and value.endswith(")") and value.count("(") == 1:
            value = value[1:-1]
        if kind == "text":
            return self.text(value)
        if kind != "blob":
            value = _ZEROS.sub("", value)
        if kind == "other":
            return self.text(value)
        if not re.fullmatch(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?", value):
            return self.function(value)
        if kind == "boolean":
            return self.boolean(float(value.replace(",", "")) == 1)
        if kind in {"date", "time", "timestamp"}:
            raise _misfit("a number", kind)
        return value

    def default_date(self, value: str, kind: str) -> str:
        """Write a default given as a date, time or both, for a column of this kind."""
        value = getattr(value, "iso", value)
        if value.lower() == "null":
            return "null"
        when = moment(value)
        if when is None:
            return self.function(value)
        if kind == "boolean" or (kind in {"time", "timestamp"} and when.kind != kind):
            raise _misfit(f"a {when.kind}", kind)
        if kind in {"date", "time", "timestamp", "untyped"}:
            return self.moment(when)
        text = java_text(when)
        if kind == "xml":
            return self.xml(text)
        if kind in _WHOLE_NUMBERS:
            return _ZEROS.sub("", text)
        return self.text(text) if kind in _QUOTED_KINDS else text

    def default_function(self, value: str, kind: str) -> str:
        """Write a default given as an expression of the database."""
        del kind
        return self.function(value)

    def default_sequence(self, value: str, kind: str) -> str:
        """Write a default drawn from a sequence."""
        del kind
        return self.next_value(ObjectName(value))


def java_text(when: Moment) -> str:
    """Write a moment as Java prints it: a timestamp has one digit after the second at least."""
    text = when.text()
    return text + ".0" if when.kind == "timestamp" and not when.fraction else text


def _misfit(what: str, kind: str) -> Unsupported:
    return Unsupported(
        f"{what} is no default for a column that holds a {kind}",
        hint="write date and time for a timestamp, as in 2024-01-31T12:00:00, or use defaultValueComputed",
    )

"""Cells of CSV files: what each becomes in the database, by the type of its column.

Reference: liquibase.change.core.LoadDataChange, observed
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.errors import InvalidValue
from clog.model.dates import read_date
from clog.model.parts import ColumnConfig

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from clog.model.catalog import Table
    from clog.model.parts import LoadDataColumnConfig

_EXPRESSION = re.compile(r"-?(?:,*[0-9]|,*\.[0-9])|NaN")
_NOW = re.compile(r"(now|today)(?:([+-]\d+)([a-z]*))?", re.IGNORECASE)
_TRUE = frozenset(("true", "t", "1", "yes", "y"))
_LARGEST = 2**31 - 1
"""The largest number that is true."""

_LONGEST = 1000
"""Digits of a number that is looked at; Python refuses some thousands."""

_UNITS = {"h": 3600, "m": 60, "d": 86400}

MOMENTS = frozenset(("date", "time", "datetime"))
LARGE = frozenset(("blob", "clob"))
EXPRESSIONS = frozenset(("computed", "sequence"))
KINDS = LARGE | EXPRESSIONS | MOMENTS | {"boolean", "numeric", "string", "skip", "uuid", "other"}


class LoadedColumn(NamedTuple):
    """A column of the file that is loaded.

    Attributes:
        place: where it stands in a row.
        name: of the column in the table.
        kind: one of `KINDS`, or "" where nothing is known.
        config: what the author says about it; None for nothing.
    """

    place: int
    name: str
    kind: str
    config: LoadDataColumnConfig | None

    @property
    def updated(self) -> bool:
        """Whether loadUpdateData may change it in rows that are there."""
        return self.config is None or self.config.allow_update is not False


def loaded_columns(
    heading: Sequence[str], configs: Sequence[LoadDataColumnConfig], table: Table | None
) -> list[LoadedColumn]:
    """Match the heading of a file with what the author says about its columns, and with the table.

    Raises:
        InvalidValue: a column has no name.
    """
    known: list[tuple[LoadDataColumnConfig | None, int | None, str | None, str | None]] = [
        (config, config.index, config.header, config.name) for config in configs
    ]
    for place, header in enumerate(heading):
        for number, (config, index, title, name) in enumerate(known):
            if header in {name, title} or index == place:
                known[number] = (config, place, header, name)
                break
        else:
            if not header.strip():
                raise InvalidValue(f"column {place + 1} of the file has no name in its heading")
            known.append((None, place, header, header))
    types = {} if table is None else {column.name.lower(): column.type for column in table.columns}
    found = []
    for place, header in enumerate(heading):
        column = _match(place, header.strip(), known, types)
        if column.kind != "skip":
            found.append(column)
    return found


def _match(
    place: int,
    header: str,
    known: Sequence[tuple[LoadDataColumnConfig | None, int | None, str | None, str | None]],
    types: dict[str, str],
) -> LoadedColumn:
    """Find what is known of one column of the file."""
    lower = header.lower()
    for config, index, title, name in known:
        if index == place or lower in {(title or "\0").lower(), (name or "\0").lower()}:
            kind = kind_of(types.get((name or header).lower(), ""))
            if config is not None and config.type is not None:
                kind = config.type.lower() if config.type.lower() in KINDS else "other"
            return LoadedColumn(place, header if name is None else name, kind, config)
    return LoadedColumn(place, header, "", None)


_TYPES = {
    "boolean": "bool boolean bit",
    "numeric": "int integer bigint smallint tinyint mediumint int2 int4 int8 serial bigserial smallserial number numeric "
    "decimal float double real currency money smallmoney",
    "date": "date",
    "time": "time timetz",
    "datetime": "datetime datetime2 smalldatetime timestamp timestamptz",
    "uuid": "uuid uniqueidentifier",
    "blob": "blob tinyblob mediumblob longblob binary varbinary image bytea",
    "string": "char character varchar varchar2 nchar nvarchar text tinytext mediumtext longtext clob nclob json jsonb "
    "xml",
}
_KIND_OF_TYPE = {word: kind for kind, words in _TYPES.items() for word in words.split()}


def kind_of(declared: str) -> str:
    """Say what values a column takes, by its declared type; "" where nothing is known."""
    word = re.match(r"\w*", declared.strip().lower())
    name = word[0] if word else ""
    if name == "tinyint" and declared[len(name) :].strip().startswith("(1)"):
        return "boolean"  # what MySQL makes of BOOLEAN, and its drivers take for it
    return _KIND_OF_TYPE.get(name, "string" if name else "")


def cell(column: LoadedColumn, raw: str) -> ColumnConfig:
    """Make the value of a cell, to be written as SQL.

    Raises:
        InvalidValue: it is no value of its type.
    """
    if raw.lower() == "null":
        return ColumnConfig(name=column.name)
    if not raw:
        return _default(column)
    field: str = "value"
    value: Any = raw
    make = _FIELDS.get(column.kind)
    if make is not None:
        field, value = make(raw, column.kind)
    return ColumnConfig(name=column.name, **{field: value})


def _number(raw: str, _: str) -> tuple[str, Any]:
    bare = raw[1:].removesuffix(")") if raw.startswith("(") else raw
    return ("value_numeric", bare) if _EXPRESSION.match(bare) else ("value_computed", raw)


def _moment(raw: str, kind: str) -> tuple[str, Any]:
    moment = moment_of(raw, kind)
    return ("value_computed", raw) if moment is None else ("value_date", moment)


_FIELDS: Mapping[str, Callable[[str, str], tuple[str, Any]]] = {
    "boolean": lambda raw, _: ("value_boolean", truth(raw)),
    "numeric": _number,
    **dict.fromkeys(MOMENTS, _moment),
    "computed": lambda raw, _: ("value_computed", raw),
    "sequence": lambda raw, _: ("value_sequence_next", raw),
}
"""How the cells of a kind become values: the field of `Column`, and what it holds. Others are texts."""

_DEFAULTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "boolean": (("value_boolean", "default_value_boolean"),),
    "numeric": (("value_numeric", "default_value_numeric"), ("value_computed", "default_value_computed")),
    **dict.fromkeys(MOMENTS, (("value_date", "default_value_date"), ("value_computed", "default_value_computed"))),
    "computed": (("value_computed", "default_value_computed"),),
}
"""Where the default of a kind stands besides defaultValue: the field that it gets, and where it is read."""


def _default(column: LoadedColumn) -> ColumnConfig:
    """Make the value of an empty cell."""
    name, config, kind = column.name, column.config, column.kind
    text = config.default_value if config else None
    if text:
        return cell(column._replace(config=None), text)
    if kind == "string" or text is not None:
        return ColumnConfig(name=name, value="")
    if kind == "sequence":
        raise InvalidValue(f"{name} is empty: the column needs the name of a sequence, in the cell or as its default")
    if config is not None:
        for field, default in _DEFAULTS.get(kind, ()):
            if config.get(default) is not None:
                return ColumnConfig(name=name, **{field: config.get(default)})
    return ColumnConfig(name=name)


def truth(raw: str) -> bool:
    """Read a truth value: true, t, yes, y and numbers above 0; all else is false."""
    text = raw.strip().lower()
    number = text.removeprefix("+")
    return text in _TRUE or (number.isdecimal() and len(number) < _LONGEST and 0 < int(number) <= _LARGEST)


def moment_of(raw: str, kind: str) -> str | None:
    """Read a date, a time or both, in the form of valueDate; None when it is an expression.

    NOW and TODAY stand for the current moment, with an offset: NOW+3h, NOW-2days, TODAY+1.

    Raises:
        InvalidValue: NOW or TODAY with something behind it that is no offset.
    """
    return _current(raw, kind) if is_current(raw) else read_date(raw)


def is_current(raw: str) -> bool:
    """Return whether a cell of dates stands for the current moment."""
    return raw.lower().startswith(("now", "today"))


def _current(raw: str, kind: str) -> str:
    """Return the current moment, moved by an offset."""
    from datetime import datetime, timedelta

    match = _NOW.fullmatch(raw)
    unit = match[3][:1].lower() if match and match[3] else ""
    days_only = raw.lower().startswith("today")
    if match is None or (match[2] and (unit != "" if days_only else unit not in {"h", "m", "d", "y"})):
        raise InvalidValue(
            f'"{raw}" is no moment', hint="NOW, or TODAY, may be followed by an offset: NOW+3h, NOW-2d, NOW+1y, TODAY+5"
        )
    now = datetime.now()  # noqa: DTZ005 - the time of the machine, as Liquibase takes it
    try:
        amount = int(match[2] or 0)
        if unit == "y":
            leap = (now.month, now.day) == (2, 29) and amount % 4 != 0
            now = now.replace(year=now.year + amount, day=28 if leap else now.day)
        else:
            now += timedelta(seconds=amount * _UNITS[unit or "d"])
    except (ValueError, OverflowError) as error:
        raise InvalidValue(f'"{raw[:80]}" is beyond the years 1 to 9999', hint="use a smaller offset") from error
    if kind == "date":
        return f"{now:%Y-%m-%d}"
    return f"{now:%H:%M:%S}" if kind == "time" else f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}"

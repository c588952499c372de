"""Cells of CSV files as values for a driver: a column of many rows at a time, at the speed of the library.

What can be taken as it is, is; only what must be looked at is looked at one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.model.csv.columns import MOMENTS, cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clog.model.csv.columns import LoadedColumn
    from clog.model.parts import ColumnConfig

_NUMBER = re.compile(r"\s*[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?\s*+", re.ASCII)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_SIGNS = {10: ((4, "-"), (7, "-")), 19: ((4, "-"), (7, "-"), (10, "T "), (13, ":"), (16, ":"))}
"""By the length of a date, or date and time: where there is something else than digits in it, and what."""

_TEXTS = frozenset(("", "string", "uuid", "other"))

Truths = tuple[Any, Any]
"""How a database takes false and true."""


class NeedsSql(ValueError):
    """A cell that is an expression of the database: it cannot be sent as a value."""


def sender(
    column: LoadedColumn, truths: Truths, read_file: Callable[[str, bool], bytes | str]
) -> Callable[[Sequence[str]], Sequence[Any]]:
    """Make the function that turns cells of a column into what the driver is sent.

    The function raises `NeedsSql` when one of the cells is an expression.

    Args:
        column: whose cells they are.
        truths: how the database takes truth values.
        read_file: gives what is in the file that a cell of a LOB names, as bytes, or as text where that is asked for.
    """
    kind = column.kind
    one = _single(column, truths, read_file)
    if kind in _TEXTS:
        return lambda cells: (
            cells if _all_said(cells) else [one(raw) if not raw or raw.lower() == "null" else raw for raw in cells]
        )
    if kind == "numeric":
        return lambda cells: cells if _all_numbers(cells) else [*map(one, cells)]
    if kind == "boolean":
        known = _Known(one)
        return lambda cells: [*map(known.__getitem__, cells)]
    if kind in MOMENTS:
        return lambda cells: _moments(cells) or [*map(one, cells)]
    return lambda cells: [*map(one, cells)]


class _Known(dict[str, Any]):
    """Values by cell, for columns with few different ones."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: str) -> Any:
        value = self._make(raw)
        if len(self) < 1000:
            self[raw] = value
        return value


def _all_said(cells: Sequence[str]) -> bool:
    """Return whether no cell is empty or NULL."""
    return "" not in cells and "null" not in "\n".join(cells).lower()


def _all_numbers(cells: Sequence[str]) -> bool:
    """Return whether cells have nothing but digits, points and minus signs in them."""
    text = "".join(cells)
    return "" not in cells and text.isascii() and text.replace(".", "").replace("-", "").isdecimal()


def _moments(cells: Sequence[str]) -> Sequence[str] | None:
    """Write date and time with a blank between them; None where there is something else among them."""
    width = len(cells[0])
    signs = _SIGNS.get(width)
    if signs is None or set(map(len, cells)) != {width}:
        return None
    text = "".join(cells)
    if any(text[place::width].strip(sign) for place, sign in signs):
        return None
    places = {place for place, _ in signs}
    digits = "".join([text[place::width] for place in range(width) if place not in places])
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return "\n".join(cells).replace("T", " ").split("\n") if "T" in text else cells


def _single(
    column: LoadedColumn, truths: Truths, read_file: Callable[[str, bool], bytes | str]
) -> Callable[[str], Any]:
    """Make the function that turns one cell into what the driver is sent."""
    if column.kind == "numeric":
        return lambda raw: raw if _NUMBER.fullmatch(raw) else _sent(cell(column, raw), truths)
    if column.kind == "blob":
        return lambda raw: _blob(raw, read_file) if raw and raw.lower() != "null" else None
    if column.kind == "clob":
        return lambda raw: read_file(raw, True) if names_file("clob", raw) else None
    return lambda raw: _sent(cell(column, raw), truths)


def _sent(value: ColumnConfig, truths: Truths) -> Any:
    """Return what is sent for a value."""
    if value.value is not None:
        return value.value
    if value.value_boolean is not None:
        return truths[value.value_boolean]
    if value.value_numeric is not None:
        return value.value_numeric  # what begins like a number is none of our business: the database reads it
    if value.value_date is not None and value.value_date[:1].isdigit():
        return value.value_date.replace("T", " ")
    expression = value.value_date or value.value_computed or value.value_sequence_next
    if expression is None:
        return None
    raise NeedsSql(expression)


def _blob(raw: str, read_file: Callable[[str, bool], bytes | str]) -> bytes | str:
    """Read bytes written in base 64, or those of the file that is named."""
    if not names_file("blob", raw):
        from base64 import b64decode

        return b64decode(raw)
    return read_file(raw, False)


def names_file(kind: str, raw: str) -> bool:
    """Return whether a cell of a LOB is the path of a file: all are, but NULL, empty ones, and base 64 for a BLOB."""
    return bool(raw) and raw.lower() != "null" and not (kind == "blob" and _BASE64.fullmatch(raw))

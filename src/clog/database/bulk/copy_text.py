"""Rows in the text form of PostgreSQL's COPY, many at a time."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROWS = 500
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def copy_blocks(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Write rows as COPY reads them: texts, numbers, truth values, bytes; None is NULL."""
    source = iter(rows)
    while some := list(islice(source, _ROWS)):
        yield _plain(some) or "".join([_row(row) for row in some])


def _plain(rows: list[Sequence[Any]]) -> str | None:
    """Write rows of texts without anything that must be escaped; None where there is something else among them."""
    try:
        block = "\n".join(map("\t".join, rows)) + "\n"
    except TypeError:
        return None
    expected = len(rows)
    plain = "\\" not in block and "\r" not in block and block.count("\n") == expected
    return block if plain and block.count("\t") == expected * (len(rows[0]) - 1) else None


def _row(row: Sequence[Any]) -> str:
    return "\t".join([_value(value) for value in row]) + "\n"


def _value(value: Any) -> str:
    """Write one value."""
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], str(value))

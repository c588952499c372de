"""Rows as INSERTs of many rows each, written at the speed of the library: for drivers that send values as text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_ROWS = 500
_LONGEST = 1_000_000
"""How many rows an INSERT takes, and how many characters, unless one row is longer."""

_INSERT = re.compile(r"(INSERT INTO .* VALUES )\(\?(?:, \?)*\)", re.DOTALL)
_PLAIN = {str: "'%s'", int: "%s", type(None): "NULL%.0s"}
"""How values are written that need no second look."""


def insert_head(sql: str) -> str | None:
    """Return what stands before the rows in an INSERT with placeholders; None when it is something else."""
    match = _INSERT.fullmatch(sql)
    return match[1] if match else None


def insert_blocks(head: str, rows: Iterable[Sequence[Any]], literal: Callable[[Any], str]) -> Iterator[str]:
    """Write INSERTs for rows.

    Args:
        head: INSERT INTO table (columns) VALUES, with a blank behind it.
        rows: the rows, read as they are needed.
        literal: writes any value as the driver does; asked where quotes or backslashes are in a text.
    """
    source = iter(rows)
    while some := list(islice(source, _ROWS)):
        block = _plain(some)
        if block is not None and len(block) <= _LONGEST:
            yield head + block
        else:
            yield from _row_by_row(head, some, literal)


def _plain(rows: list[Sequence[Any]]) -> str | None:
    """Write rows whose values are of the same kinds, without quotes in them; None where there is something else."""
    kinds = {tuple(map(type, row)) for row in rows}
    form = _form(kinds.pop()) if len(kinds) == 1 else None
    if form is None:
        return None
    block = ",".join([form] * len(rows)) % tuple(chain.from_iterable(rows))
    return block if "\\" not in block and block.count("'") == form.count("'") * len(rows) else None


@lru_cache(maxsize=64)
def _form(kinds: tuple[type, ...]) -> str | None:
    """Return the form of a row with values of these kinds; None where one needs a second look."""
    parts = [_PLAIN.get(kind) for kind in kinds]
    return None if None in parts else f"({','.join(map(str, parts))})"


def _row_by_row(head: str, rows: list[Sequence[Any]], literal: Callable[[Any], str]) -> Iterator[str]:
    """Write rows of any kind, as many as fit into a statement."""
    some: list[str] = []
    length = 0
    for row in rows:
        text = _plain([row]) or f"({','.join(map(literal, row))})"
        if some and length + len(text) > _LONGEST:
            yield head + ",".join(some)
            some, length = [], 0
        some.append(text)
        length += len(text)
    yield head + ",".join(some)

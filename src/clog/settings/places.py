"""Places in files of settings, for messages: the line is shown, but no value that may be a secret."""

from __future__ import annotations

import re
from functools import lru_cache

from clog.formats.places import NOWHERE, Place, place

_LINE = re.compile(r"^[ \t\f]*\"?((?:[^\\:=\s\"\r\n]|\\.)+)", re.MULTILINE)
_SECRET = re.compile(r"pass|pwd|secret|token|url|key", re.IGNORECASE)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def place_of_key(text: str, key: str, *, behind: str = "", whole: bool = False) -> Place:
    """Find the line of a key.

    Args:
        text: of the file.
        key: as written.
        behind: a line that stands before it: the head of a table.
        whole: whether the value may be shown, because it is no secret.
    """
    start, end = _keys(text, max(text.find(behind), 0)).get(key, (0, 0))
    return place(text, start, end - start, None if whole else end) if end else NOWHERE


@lru_cache(maxsize=4)
def _keys(text: str, start: int) -> dict[str, tuple[int, int]]:
    """Find the first line of each key. Many keys of one file are asked for, one after the other."""
    found: dict[str, tuple[int, int]] = {}
    for match in _LINE.finditer(text, start):
        found.setdefault(match[1].replace("\\", ""), match.span(1))
    return found


def place_of_fault(text: str, message: str) -> Place:
    """Find the place that the reader of TOML names."""
    found = _AT.search(message)
    if found is None:
        return NOWHERE
    lines = text.split("\n")
    number = int(found[1])
    index = sum(len(line) + 1 for line in lines[: number - 1])
    line = lines[number - 1] if number <= len(lines) else ""
    if _SECRET.search(line):
        return place(text[:index] + line.partition("=")[0] + "= ***", index)
    return place(text, index + int(found[2]) - 1)

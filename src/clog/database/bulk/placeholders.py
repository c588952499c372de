"""Our placeholder "?" in the spelling of each driver."""

from __future__ import annotations

import re
from functools import lru_cache

_PLACES = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)|\?|%""")


@lru_cache(maxsize=32)
def numbered(sql: str) -> str:
    """Write $1, $2 ... for each "?" outside of quotes (PostgreSQL)."""
    count = 0

    def place(match: re.Match[str]) -> str:
        nonlocal count
        if match[0] != "?":
            return match[0]
        count += 1
        return f"${count}"

    return _PLACES.sub(place, sql)


@lru_cache(maxsize=32)
def formatted(sql: str) -> str:
    """Write %s for each "?" outside of quotes, and %% for every percent sign (PyMySQL)."""
    return _PLACES.sub(lambda match: "%s" if match[0] == "?" else match[0].replace("%", "%%"), sql)

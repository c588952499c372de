"""Where a connection stands: the statements that put it there, for sessions and for scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.dialects.base.dialect import Dialect

_ENTRY = re.compile(r'\s*+(?:"((?:[^"]|"")*+)(?:"|\Z)|([^,"]*+))\s*+(?:,|\Z)')


def folded(name: str, dialect: Dialect) -> str:
    """Fold the name of a schema as the server does with the SQL in which the dialect writes it."""
    name = name.strip()
    return name if dialect.quote(name, "schema").startswith(dialect.traits.identifier_quotes[0]) else name.lower()


def set_search_path(schema: str, shown: str, dialect: Dialect) -> str:
    """Write the statement that puts a schema at the head of a search path.

    Args:
        schema: the real name of the schema.
        shown: the search path so far, as current_setting('search_path') shows it.
        dialect: how names are written.
    """
    rest = list(entries_of(shown))
    if rest[:1] == [schema]:
        del rest[0]
    tail = ",".join([dialect.in_quotes(entry) for entry in rest])
    return f"SET SEARCH_PATH TO {dialect.quote(schema, 'schema')}{', ' if tail else ''}{tail}"


def entries_of(shown: str) -> Iterator[str]:
    """Read the schemas of a search path; what stands without quotes is folded by the server."""
    for match in _ENTRY.finditer(shown):
        name = (match[2] or "").strip().lower() if match[1] is None else match[1].replace('""', '"')
        if name:
            yield name

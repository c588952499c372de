"""Settings in scripts for MySQL and MariaDB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.recovery.transaction_rules import head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session


_SET = re.compile(r"SET\s+(?!(?:GLOBAL|PASSWORD|STATEMENT|DEFAULT\s+ROLE|TRANSACTION)\b)(.*)", re.IGNORECASE)
_LITERAL = re.compile(r"'[^']*+(?:'|\Z)|\"[^\"]*+(?:\"|\Z)|\([^()]*+(?:\)|\Z)")
_NAME = re.compile(r"\s*(?:SESSION\s+|LOCAL\s+|@@SESSION\.|@@LOCAL\.|@@(?!GLOBAL))?([a-z_]\w*)\s*:?=", re.IGNORECASE)
_WORDS = (
    (
        re.compile(r"NAMES\b|CHAR", re.IGNORECASE),
        ("character_set_client", "character_set_results", "collation_connection"),
    ),
    (re.compile(r"SESSION\s+TRANSACTION\s+ISOLATION\b", re.IGNORECASE), ("tx_isolation",)),
    (re.compile(r"SESSION\s+TRANSACTION\s+READ\b", re.IGNORECASE), ("tx_read_only",)),
)


def assignments(session: Session, text: str) -> Iterator[tuple[str, str]]:
    """Store in variables what is set by SET, and set it again."""
    start = head(text)
    if start[:4].upper() == "USE " and session.entrance:
        yield "", session.entrance
    match = _SET.match(start)
    if match is None:
        return
    words = match[1]
    names = next((found for pattern, found in _WORDS if pattern.match(words)), ())
    if re.match(r"(?i)ROLE\b", words):
        yield "", "SET ROLE NONE"
    parts = _LITERAL.sub("''", words).split(",")
    for name in names or [found[1].lower() for found in map(_NAME.match, parts) if found]:
        yield f"SET @clog_{name} = @@SESSION.{name}", f"SET SESSION {name} = @clog_{name}"

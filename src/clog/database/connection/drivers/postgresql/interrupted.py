"""What a statement that was under way is about, on PostgreSQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.recovery.names_in_sql import DOTTED, IF, NAME, bare

if TYPE_CHECKING:
    from clog.database.connection.session import Session

_INDEX = re.compile(
    rf"(CREATE|DROP) (?:UNIQUE )?INDEX CONCURRENTLY {IF}{DOTTED}(?: ON (?:ONLY )?{DOTTED})?", re.IGNORECASE
)
_ENUM = re.compile(rf"ALTER TYPE {DOTTED} ADD VALUE", re.IGNORECASE)
_NAMED = re.compile(rf"(?:CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION) {IF}({NAME})", re.IGNORECASE)
_CATALOGUES = {
    "DATABASE": "SELECT 1 FROM pg_database WHERE datname = ?",
    "TABLESPACE": "SELECT 1 FROM pg_tablespace WHERE spcname = ?",
    "SUBSCRIPTION": "SELECT 1 FROM pg_subscription WHERE subname = ?",
}


def traces(session: Session, start: str) -> list[str] | None:
    """Read what the few statements are about that cannot stand in a transaction."""
    index = _INDEX.match(start)
    if index is not None:
        query = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(?) AND indisvalid"
        return [index[0], *map(str, session.query(query, (_index_name(index),)))]
    enum = _ENUM.match(start)
    if enum is not None:
        query = "SELECT enumlabel FROM pg_enum WHERE enumtypid = to_regtype(?) ORDER BY enumsortorder"
        return [enum[0], *(str(row[0]) for row in session.query(query, (enum[1],)))]
    named = _NAMED.match(start)
    if named is not None:
        return [named[0], *map(str, session.query(_CATALOGUES[named[1].upper()], (bare(named[2]),)))]
    return None


def remains(session: Session, start: str) -> str:
    """Return the index that is not valid and that a statement was to make; empty where there is none."""
    match = _INDEX.match(start)
    if match is None or match[1].upper() != "CREATE":
        return ""
    name = _index_name(match)
    query = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(?) AND NOT indisvalid"
    return name if session.query(query, (name,)) else ""


def _index_name(match: re.Match[str]) -> str:
    """Return an index with the schema of its table, where it is created."""
    name, table = match[2], match[3]
    if "." not in name and table and "." in table:
        return f"{table.rpartition('.')[0]}.{name}"
    return name

"""Whether a statement that was under way when a run broke off came through: told from the catalogue.

Before such a statement, the state of what it is about is noted (a hash); if it is the same afterwards, the
statement did not come through, or running it again does no harm.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from clog.database.recovery.transaction_rules import head
from clog.errors import ConnectionLost, ExecutionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from clog.database.connection.session import Session
    from clog.database.recovery.journal import JournalEntry

_NAME = r'(?:`(?:[^`]|``)+`|"(?:[^"]|"")+"|[\w$]+)'
_DOTTED = rf"({_NAME}(?:\s*\.\s*{_NAME})?)"
_IF = r"(?:IF (?:NOT )?EXISTS )?"

_TABLE = re.compile(
    rf"(?:CREATE (?:OR REPLACE )?|ALTER (?:ONLINE |IGNORE )*|TRUNCATE )TABLE {_IF}{_DOTTED}", re.IGNORECASE
)
_RENAMED = re.compile(rf"\bRENAME (?:TO |AS )?(?!COLUMN\b|INDEX\b|KEY\b){_DOTTED}\s*$", re.IGNORECASE)
_DROP = re.compile(rf"DROP (?:TABLE|VIEW|SEQUENCE) {_IF}(.*)", re.IGNORECASE)
_RENAME = re.compile(r"RENAME TABLES? (.*)", re.IGNORECASE)
_INDEX = re.compile(
    rf"(?:CREATE (?:OR REPLACE )?(?:ONLINE |OFFLINE )?(?:UNIQUE |FULLTEXT |SPATIAL )?|DROP )INDEX {_IF}{_NAME} .*?\bON {_DOTTED}",
    re.IGNORECASE,
)
_BY = rf"(?:DEFINER ?= ?(?:CURRENT_\w+(?: ?\( ?\))?|(?:{_NAME}|'[^']*')(?: ?@ ?(?:{_NAME}|'[^']*'))?) )?"
_VIEW = re.compile(
    rf"(?:CREATE|ALTER) (?:OR REPLACE )?(?:ALGORITHM ?= ?\w+ )?{_BY}(?:SQL SECURITY \w+ )?VIEW {_IF}{_DOTTED}",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(rf"(?:CREATE (?:OR REPLACE )?|ALTER )SEQUENCE {_IF}{_DOTTED}", re.IGNORECASE)
_ROUTINE = re.compile(
    rf"(?:CREATE|ALTER|DROP) (?:OR REPLACE )?{_BY}(?:AGGREGATE )?"
    rf"(PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE(?: BODY)?) {_IF}{_DOTTED}",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(r"ALTER .*\bEXCHANGE PARTITION\b", re.IGNORECASE)
_DATABASE = re.compile(rf"(?:CREATE (?:OR REPLACE )?|ALTER |DROP )(?:DATABASE|SCHEMA) {_IF}{_DOTTED}", re.IGNORECASE)
_IN_PART = re.compile(r"(?:GRANT|REVOKE|(?:CREATE|ALTER|DROP|RENAME) (?:USER|ROLE))\b", re.IGNORECASE)
"""What is done for one user after the other."""

_COUNTER = re.compile(r" AUTO_INCREMENT=\d+")
_NOTHING = " is not there"
_NOT_THERE = frozenset(("1146", "1051", "1049"))

_PG_INDEX = re.compile(
    rf"(CREATE|DROP) (?:UNIQUE )?INDEX CONCURRENTLY {_IF}{_DOTTED}(?: ON (?:ONLY )?{_DOTTED})?", re.IGNORECASE
)
_PG_ENUM = re.compile(rf"ALTER TYPE {_DOTTED} ADD VALUE", re.IGNORECASE)
_PG_NAMED = re.compile(rf"(?:CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION) {_IF}({_NAME})", re.IGNORECASE)
_PG_CATALOGUES = {
    "DATABASE": "SELECT 1 FROM pg_database WHERE datname = ?",
    "TABLESPACE": "SELECT 1 FROM pg_tablespace WHERE spcname = ?",
    "SUBSCRIPTION": "SELECT 1 FROM pg_subscription WHERE subname = ?",
}


def state_before(session: Session, text: str) -> str | None:
    """Describe what a statement is about, as a hash; None where that is not known how to find out.

    Asked before the statement, and again when it is not known whether it came through.
    """
    look = _LOOKS.get(session.dialect.name)
    if look is None:
        return None
    parts = look(session, head(text))
    return None if parts is None else hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_untouched(session: Session, entry: JournalEntry) -> bool:
    """Return whether a statement that the database refused has changed nothing, as far as can be told.

    One that is about several things may have done some of them, and CREATE INDEX CONCURRENTLY leaves an index that
    is not valid.
    """
    if _remaining_index(session, entry.statement):
        return False
    if entry.before is None:
        return _IN_PART.match(head(entry.statement)) is None
    return state_before(session, entry.statement) == entry.before


def clear_remains(session: Session, text: str) -> None:
    """Remove what a failed CREATE INDEX CONCURRENTLY leaves behind: an index that is not valid."""
    name = _remaining_index(session, text)
    if name:
        session.execute(f"DROP INDEX {name}")


def _remaining_index(session: Session, text: str) -> str:
    """Return the index that is not valid and that a statement was to make; empty where there is none."""
    if session.dialect.name != "postgresql":
        return ""
    match = _PG_INDEX.match(head(text))
    if match is None or match[1].upper() != "CREATE":
        return ""
    name = _index_name(match)
    query = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(?) AND NOT indisvalid"
    return name if session.query(query, (name,)) else ""


def _mysql(session: Session, start: str) -> list[str] | None:
    """Read tables, views and sequences by SHOW CREATE, the rest from information_schema."""
    routine = _ROUTINE.match(start)
    if routine is not None:
        return _mysql_routine(session, routine[1].upper(), routine[2])
    database = _DATABASE.match(start)
    if database is not None:
        query = "SELECT * FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?"
        return [str(row) for row in session.query(query, (_bare(database[1]),))]
    names = list(_mysql_names(start))
    states = [_shown(session, name) for name in names]
    if _EXCHANGE.match(start) or (_RENAME.match(start) and _swap_of_equals(names, states)):
        return None  # afterwards all looks as before, and a second time would undo it
    return states or None


def _mysql_names(start: str) -> Iterator[str]:
    """List the tables, views and sequences that a statement may change."""
    for several in (_DROP, _RENAME):
        match = several.match(start)
        if match is not None:
            yield from re.findall(_DOTTED, re.sub(r"\b(?:TO|CASCADE|RESTRICT|WAIT \d+|NOWAIT)\b", ",", match[1]))
            return
    for single in (_TABLE, _INDEX, _SEQUENCE, _VIEW):
        match = single.match(start)
        if match is not None:
            yield match[1]
            break
    renamed = _RENAMED.search(start.rstrip("; "))
    if renamed is not None:
        yield renamed[1]


def _swap_of_equals(names: list[str], states: list[str]) -> bool:
    """Return whether a RENAME TABLE, given by old and new names in turn, only swaps tables that look the same."""
    before = {name: state for name, state in zip(names, states, strict=True) if not state.endswith(_NOTHING)}
    after = dict(before)
    for old, new in zip(names[::2], names[1::2], strict=False):
        if old in after:
            after[new] = after.pop(old)
    return {name: _body(state) for name, state in after.items()} == {name: _body(before[name]) for name in before}


def _body(state: str) -> str:
    """Remove the name from a CREATE TABLE."""
    return state.partition("(")[2]


def _shown(session: Session, name: str) -> str:
    """Return the statement that makes a table, without the number that grows with its rows."""
    try:
        row = session.query(f"SHOW CREATE TABLE {name}")[0]
    except ConnectionLost:
        raise
    except ExecutionError as error:
        if error.sqlstate not in _NOT_THERE:
            raise
        return name + _NOTHING
    return _COUNTER.sub("", str(row[1]))


def _mysql_routine(session: Session, kind: str, name: str) -> list[str]:
    """Find a routine, trigger or event, with the time of its making."""
    schema, _, plain = name.rpartition(".")
    table, key, place = {
        "TRIGGER": ("TRIGGERS", "TRIGGER_NAME", "TRIGGER_SCHEMA"),
        "EVENT": ("EVENTS", "EVENT_NAME", "EVENT_SCHEMA"),
    }.get(kind, ("ROUTINES", "ROUTINE_NAME", "ROUTINE_SCHEMA"))
    query = f"SELECT * FROM information_schema.{table} WHERE {key} = ? AND {place} = COALESCE(?, DATABASE())"
    found = session.query(query, (_bare(plain), _bare(schema) or session.dialect.default_catalog))
    return [kind, *map(str, found)]


def _postgresql(session: Session, start: str) -> list[str] | None:
    """Read what the few statements are about that cannot stand in a transaction."""
    index = _PG_INDEX.match(start)
    if index is not None:
        query = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(?) AND indisvalid"
        return [index[0], *map(str, session.query(query, (_index_name(index),)))]
    enum = _PG_ENUM.match(start)
    if enum is not None:
        query = "SELECT enumlabel FROM pg_enum WHERE enumtypid = to_regtype(?) ORDER BY enumsortorder"
        return [enum[0], *(str(row[0]) for row in session.query(query, (enum[1],)))]
    named = _PG_NAMED.match(start)
    if named is not None:
        return [named[0], *map(str, session.query(_PG_CATALOGUES[named[1].upper()], (_bare(named[2]),)))]
    return None


def _index_name(match: re.Match[str]) -> str:
    """Return an index with the schema of its table, where it is created."""
    name, table = match[2], match[3]
    if "." not in name and table and "." in table:
        return f"{table.rpartition('.')[0]}.{name}"
    return name


def _bare(name: str) -> str:
    """Remove the quotes of a name."""
    name = name.strip()
    return name[1:-1].replace(name[0] * 2, name[0]) if name[:1] in {'"', "`"} else name


_LOOKS: Mapping[str, Callable[[Session, str], list[str] | None]] = {
    "mysql": _mysql,
    "mariadb": _mysql,
    "postgresql": _postgresql,
    "edb": _postgresql,
}

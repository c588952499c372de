"""What a statement that was under way is about, on MySQL and MariaDB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.recovery.names_in_sql import DOTTED, IF, NAME, bare
from clog.errors import ConnectionLost, ExecutionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session

_TABLE = re.compile(
    rf"(?:CREATE (?:OR REPLACE )?|ALTER (?:ONLINE |IGNORE )*|TRUNCATE )TABLE {IF}{DOTTED}", re.IGNORECASE
)
_RENAMED = re.compile(rf"\bRENAME (?:TO |AS )?(?!COLUMN\b|INDEX\b|KEY\b){DOTTED}\s*$", re.IGNORECASE)
_DROP = re.compile(rf"DROP (?:TABLE|VIEW|SEQUENCE) {IF}(.*)", re.IGNORECASE)
_RENAME = re.compile(r"RENAME TABLES? (.*)", re.IGNORECASE)
_INDEX = re.compile(
    rf"(?:CREATE (?:OR REPLACE )?(?:ONLINE |OFFLINE )?(?:UNIQUE |FULLTEXT |SPATIAL )?|DROP )INDEX {IF}{NAME} .*?\bON {DOTTED}",
    re.IGNORECASE,
)
_BY = rf"(?:DEFINER ?= ?(?:CURRENT_\w+(?: ?\( ?\))?|(?:{NAME}|'[^']*')(?: ?@ ?(?:{NAME}|'[^']*'))?) )?"
_VIEW = re.compile(
    rf"(?:CREATE|ALTER) (?:OR REPLACE )?(?:ALGORITHM ?= ?\w+ )?{_BY}(?:SQL SECURITY \w+ )?VIEW {IF}{DOTTED}",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(rf"(?:CREATE (?:OR REPLACE )?|ALTER )SEQUENCE {IF}{DOTTED}", re.IGNORECASE)
_ROUTINE = re.compile(
    rf"(?:CREATE|ALTER|DROP) (?:OR REPLACE )?{_BY}(?:AGGREGATE )?"
    rf"(PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE(?: BODY)?) {IF}{DOTTED}",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(r"ALTER .*\bEXCHANGE PARTITION\b", re.IGNORECASE)
_DATABASE = re.compile(rf"(?:CREATE (?:OR REPLACE )?|ALTER |DROP )(?:DATABASE|SCHEMA) {IF}{DOTTED}", re.IGNORECASE)
_COUNTER = re.compile(r" AUTO_INCREMENT=\d+")
_NOTHING = " is not there"
_NOT_THERE = frozenset(("1146", "1051", "1049"))


def traces(session: Session, start: str) -> list[str] | None:
    """Read tables, views and sequences by SHOW CREATE, the rest from information_schema."""
    routine = _ROUTINE.match(start)
    if routine is not None:
        return _routine(session, routine[1].upper(), routine[2])
    database = _DATABASE.match(start)
    if database is not None:
        query = "SELECT * FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?"
        return [str(row) for row in session.query(query, (bare(database[1]),))]
    names = list(_names(start))
    states = [_shown(session, name) for name in names]
    if _EXCHANGE.match(start) or (_RENAME.match(start) and _swap_of_equals(names, states)):
        return None  # afterwards all looks as before, and a second time would undo it
    return states or None


def _names(start: str) -> Iterator[str]:
    """List the tables, views and sequences that a statement may change."""
    for several in (_DROP, _RENAME):
        match = several.match(start)
        if match is not None:
            yield from re.findall(DOTTED, re.sub(r"\b(?:TO|CASCADE|RESTRICT|WAIT \d+|NOWAIT)\b", ",", match[1]))
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


def _routine(session: Session, kind: str, name: str) -> list[str]:
    """Find a routine, trigger or event, with the time of its making."""
    schema, _, plain = name.rpartition(".")
    table, key, place = {
        "TRIGGER": ("TRIGGERS", "TRIGGER_NAME", "TRIGGER_SCHEMA"),
        "EVENT": ("EVENTS", "EVENT_NAME", "EVENT_SCHEMA"),
    }.get(kind, ("ROUTINES", "ROUTINE_NAME", "ROUTINE_SCHEMA"))
    query = f"SELECT * FROM information_schema.{table} WHERE {key} = ? AND {place} = COALESCE(?, DATABASE())"
    found = session.query(query, (bare(plain), bare(schema) or session.dialect.default_catalog))
    return [kind, *map(str, found)]

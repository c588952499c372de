"""Statements by which an author begins and ends transactions: BEGIN, COMMIT, ROLLBACK, SAVEPOINT, SET autocommit.

Reference: https://www.postgresql.org/docs/current/sql-begin.html and its neighbours,
https://mariadb.com/kb/en/transactions/, https://www.sqlite.org/lang_transaction.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.recovery.transaction_rules import head

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGINS, COMMITS, ROLLS_BACK, SAVES = "begins", "commits", "rolls back", "saves"
AUTOCOMMIT_ON, AUTOCOMMIT_OFF = "autocommit on", "autocommit off"
SETS_UP = "sets up"
"""SET TRANSACTION: it must come before all else in a transaction."""

_CHAIN = r"(?: AND (?:NO )?CHAIN)?"
_END = r" ?;?$"
_SAVEPOINT = (
    r"(?i)(?:SAVEPOINT|RELEASE(?: SAVEPOINT)?|ROLLBACK(?: WORK| TRANSACTION)? TO(?: SAVEPOINT)?) [^\s;]+" + _END
)

# Texts, not compiled: a run asks for those of one database, and of few statements.
_POSTGRESQL = (
    (BEGINS, rf"(?i)(?:BEGIN|START TRANSACTION)\b[^;]*{_END}"),
    (COMMITS, rf"(?i)(?:COMMIT|END)(?: WORK| TRANSACTION)?{_CHAIN}{_END}"),
    (ROLLS_BACK, rf"(?i)(?:ROLLBACK|ABORT)(?: WORK| TRANSACTION)?{_CHAIN}{_END}"),
    (SAVES, _SAVEPOINT),
    (SETS_UP, r"(?i)SET TRANSACTION\b"),
)
_MYSQL = (
    (BEGINS, rf"(?i)(?:BEGIN(?: WORK)?|START TRANSACTION\b[^;]*){_END}"),
    (COMMITS, rf"(?i)COMMIT(?: WORK)?{_CHAIN}(?: (?:NO )?RELEASE)?{_END}"),
    (ROLLS_BACK, rf"(?i)ROLLBACK(?: WORK)?{_CHAIN}(?: (?:NO )?RELEASE)?{_END}"),
    (SAVES, _SAVEPOINT),
    (SETS_UP, r"(?i)SET TRANSACTION\b"),
)
_SQLITE = (
    (BEGINS, rf"(?i)BEGIN(?: DEFERRED| IMMEDIATE| EXCLUSIVE)?(?: TRANSACTION)?{_END}"),
    (COMMITS, rf"(?i)(?:COMMIT|END)(?: TRANSACTION)?{_END}"),
    (ROLLS_BACK, rf"(?i)ROLLBACK(?: TRANSACTION)?{_END}"),
    (SAVES, _SAVEPOINT),
)
_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "mysql": _MYSQL,
    "mariadb": _MYSQL,
    "postgresql": _POSTGRESQL,
    "edb": _POSTGRESQL,
    "cockroachdb": _POSTGRESQL,
    "sqlite": _SQLITE,
}
_FIRST = frozenset(("BE", "ST", "CO", "EN", "RO", "AB", "SA", "RE", "SE"))
"""How the words begin: the others need not be compared."""

_AUTOCOMMIT = re.compile(
    r"(\bSET\b.*?(?<!GLOBAL )(?<!GLOBAL\.)(?<![\w@.])(?:@@(?:SESSION\.|LOCAL\.)?)?AUTOCOMMIT\s*:?=\s*)(\w+)",
    re.IGNORECASE | re.DOTALL,
)
_ON = frozenset(("1", "ON", "TRUE", "DEFAULT"))
_QUOTED = re.compile(r"(\$\w*\$).*?\1|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_BODY = re.compile(r"\bCREATE\b.*\b(?:TRIGGER|FUNCTION|PROCEDURE)\b", re.IGNORECASE | re.DOTALL)
_END_IN_TEXT = re.compile(r"\s*END(?:\s+WORK|\s+TRANSACTION)?\s*", re.IGNORECASE)
_ENDS_IN_TEXT = re.compile(r"\s*(?:COMMIT|ROLLBACK(?!(?:\s+(?:WORK|TRANSACTION))?\s+TO\b)|ABORT)\b", re.IGNORECASE)


def word_of(text: str, dialect: str) -> str:
    """Say what a statement does to the transaction as its only purpose; empty where it is another statement."""
    words = _WORDS.get(dialect)
    if words is None:
        return ""
    start = head(text)
    if start[:2].upper() not in _FIRST:
        return ""
    for word, pattern in words:
        if re.match(pattern, start):
            return word
    if words is _MYSQL and start[:4].upper() == "SET ":
        found = _AUTOCOMMIT.match(start)
        if found is not None:
            return AUTOCOMMIT_ON if found[2].upper() in _ON else AUTOCOMMIT_OFF
    return ""


def without_autocommit_off(text: str) -> str:
    """Leave autocommit on in a SET: transactions are begun by themselves here, and the server need not do it."""
    return _AUTOCOMMIT.sub(r"\g<1>1", text, count=1)


def is_read_only(text: str) -> bool:
    """Return whether a transaction that is begun here may not write."""
    return "READ ONLY" in head(text).upper()


def begins_within(text: str, dialect: str) -> bool:
    """Return whether a text with several statements begins a transaction with its first one, where texts may hold several."""
    if ";" not in text or _WORDS.get(dialect) not in {_POSTGRESQL, _SQLITE}:
        return False
    first, _, rest = head(text).partition(";")
    return bool(rest.strip()) and word_of(first, dialect) == BEGINS


def ends_within(text: str) -> bool:
    """Return whether a text with several statements ends a transaction, as far as its first words tell."""
    if ";" not in text.rstrip("; \t\r\n"):
        return False
    bare = _QUOTED.sub(" ", text)
    parts = bare.split(";")
    if any(map(_ENDS_IN_TEXT.match, parts)):
        return True
    return any(map(_END_IN_TEXT.fullmatch, parts)) and not _BODY.search(bare)

"""Statements by which an author begins and ends transactions: BEGIN, COMMIT, ROLLBACK, SAVEPOINT, SET autocommit.

Reference: https://www.postgresql.org/docs/current/sql-begin.html and its neighbours,
https://mariadb.com/kb/en/transactions/, https://www.sqlite.org/lang_transaction.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.driver import BEGINS
from clog.database.connection.drivers import driver_of
from clog.database.recovery.transaction_rules import head
from clog.sqltext.outside import outside

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Dialect

AUTOCOMMIT_ON, AUTOCOMMIT_OFF = "autocommit on", "autocommit off"
_FIRST = frozenset(("BE", "ST", "CO", "EN", "RO", "AB", "SA", "RE", "SE"))
"""How the words begin: the others need not be compared."""

_AUTOCOMMIT = re.compile(
    r"(\bSET\b.*?(?<!GLOBAL )(?<!GLOBAL\.)(?<![\w@.])(?:@@(?:SESSION\.|LOCAL\.)?)?AUTOCOMMIT\s*:?=\s*)(\w+)",
    re.IGNORECASE | re.DOTALL,
)
_ON = frozenset(("1", "ON", "TRUE", "DEFAULT"))
_QUOTED = re.compile(r"'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|--[^\n]*+|(?P<open>\$\w*+\$|/\*)")
_CREATE = re.compile(r"\bCREATE\b", re.IGNORECASE)
_BODY = re.compile(r"\b(?:TRIGGER|FUNCTION|PROCEDURE)\b", re.IGNORECASE)
_END_IN_TEXT = re.compile(r"\s*END(?:\s+WORK|\s+TRANSACTION)?\s*", re.IGNORECASE)
_ENDS_IN_TEXT = re.compile(r"\s*(?:COMMIT|ROLLBACK(?!(?:\s+(?:WORK|TRANSACTION))?\s+TO\b)|ABORT)\b", re.IGNORECASE)


def word_of(text: str, dialect: Dialect) -> str:
    """Say what a statement does to the transaction as its only purpose; empty where it is another statement."""
    driver = driver_of(dialect)
    if driver is None:
        return ""
    start = head(text)
    if start[:2].upper() not in _FIRST:
        return ""
    for word, pattern in driver.transaction_words:
        if re.match(pattern, start):
            return word
    if driver.sets_autocommit and start[:4].upper() == "SET ":
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


def begins_within(text: str, dialect: Dialect) -> bool:
    """Return whether a text with several statements begins a transaction with its first one, where texts may hold several."""
    driver = driver_of(dialect)
    if ";" not in text or driver is None or driver.one_statement:
        return False
    first, _, rest = head(text).partition(";")
    return bool(rest.strip()) and word_of(first, dialect) == BEGINS


def ends_within(text: str) -> bool:
    """Return whether a text with several statements ends a transaction, as far as its first words tell."""
    if ";" not in text.rstrip("; \t\r\n"):
        return False
    bare = " ".join(outside(text, _QUOTED))
    parts = bare.split(";")
    if any(map(_ENDS_IN_TEXT.match, parts)):
        return True
    if not any(map(_END_IN_TEXT.fullmatch, parts)):
        return False
    made = _CREATE.search(bare)
    return made is None or _BODY.search(bare, made.end()) is None

"""Whether a statement that was under way when a run broke off came through: told from the catalogue.

Before such a statement, the state of what it is about is noted (a hash); if it is the same afterwards, the
statement did not come through, or running it again does no harm.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from clog.database.connection.drivers import driver_of
from clog.database.recovery.transaction_rules import head

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.database.recovery.journal import JournalEntry

_IN_PART = re.compile(r"(?:GRANT|REVOKE|(?:CREATE|ALTER|DROP|RENAME) (?:USER|ROLE))\b", re.IGNORECASE)
"""What is done for one user after the other."""


def state_before(session: Session, text: str) -> str | None:
    """Describe what a statement is about, as a hash; None where that is not known how to find out.

    Asked before the statement, and again when it is not known whether it came through.
    """
    driver = driver_of(session.dialect)
    parts = None if driver is None else driver.traces(session, head(text))
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
    driver = driver_of(session.dialect)
    return "" if driver is None else driver.remains(session, head(text))

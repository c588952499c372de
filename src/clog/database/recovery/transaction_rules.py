"""What a statement does to the transaction that it stands in, told from its first words.

Reference: https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/, the notes of PostgreSQL's
reference pages, https://www.sqlite.org/lang_transaction.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.drivers import driver_of

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Dialect

_BLANK = re.compile(r"(?:\s+|--[^\n]*(?:\n|\Z)|/\*(?![!M]).*?\*/)+", re.DOTALL)
_ONLY_HERE = re.compile(r"/\*M?!\d*|\*/")
"""Comments of MySQL and MariaDB that hold what they execute."""

_HASH_COMMENT = re.compile(r"^(?:\s*#[^\n]*(?:\n|\Z))+")
_LONGEST_HEAD = 2000

_REPEATABLE = (
    r"(?i)(?:TRUNCATE|GRANT|REVOKE|ANALYZE|OPTIMIZE|REPAIR|CHECK|CACHE|LOAD INDEX|FLUSH|RESET|LOCK|UNLOCK|BEGIN(?! NOT ATOMIC)|START|COMMIT|END|"
    r"ROLLBACK|SET|VACUUM|REINDEX|CLUSTER|ALTER SYSTEM|ATTACH|DETACH|DISCARD|PRAGMA|"
    r"(?:CREATE|DROP|ALTER) .*?\bIF (?:NOT )?EXISTS\b|CREATE OR REPLACE)"
)
_FOR_THE_SESSION = r"(?i)(?:SET(?! PASSWORD)(?! GLOBAL)|USE|PRAGMA|ATTACH|DETACH|CREATE TEMP)\b"

_LEAVES_SETTINGS = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE|RENAME|COMMENT|GRANT|REVOKE|COPY|MERGE)\b",
    re.IGNORECASE,
)


def head(text: str) -> str:
    """Return the beginning of a statement, with single blanks and without comments."""
    bare = _BLANK.sub(" ", _HASH_COMMENT.sub("", text[:_LONGEST_HEAD]))
    return (_BLANK.sub(" ", _ONLY_HERE.sub(" ", bare)) if "/*" in bare else bare).strip()


def breaks(text: str, dialect: Dialect) -> bool:
    """Return whether a statement commits by itself, or cannot stand in a transaction at all."""
    driver = driver_of(dialect)
    if driver is None:
        return not dialect.traits.transactional_ddl
    start = head(text)
    if (
        driver.new_enum_value
        and (dialect.version or (99,)) < driver.enum_in_transaction
        and re.match(driver.new_enum_value, start)
    ):
        return True
    return re.match(driver.commits_by_itself, start) is not None


def is_repeatable(text: str) -> bool:
    """Return whether a statement may be run a second time without harm, should it be unknown whether it came through."""
    return re.match(_REPEATABLE, head(text)) is not None


def is_for_the_session(text: str) -> bool:
    """Return whether a statement only sets up the connection, so that a new connection needs it again."""
    return re.match(_FOR_THE_SESSION, head(text)) is not None


def may_change_settings(text: str, dialect: Dialect) -> bool:
    """Return whether a text may change settings of the session, which statements that change data or the schema do not."""
    if not (_LEAVES_SETTINGS.match(text) or _LEAVES_SETTINGS.match(head(text))):
        return True
    driver = driver_of(dialect)
    return not (driver and driver.one_statement) and ";" in text.rstrip("; \t\r\n")

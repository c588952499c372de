"""What a statement does to the transaction that it stands in, told from its first words.

Reference: https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/, the notes of PostgreSQL's
reference pages, https://www.sqlite.org/lang_transaction.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.dialects.base.dialect import Dialect

_BLANK = re.compile(r"(?:\s+|--[^\n]*(?:\n|\Z)|/\*(?![!M]).*?\*/)+", re.DOTALL)
_ONLY_HERE = re.compile(r"/\*M?!\d*|\*/")
"""Comments of MySQL and MariaDB that hold what they execute."""

_HASH_COMMENT = re.compile(r"^(?:\s*#[^\n]*(?:\n|\Z))+")
_LONGEST_HEAD = 2000

# The expressions below are texts: a run asks for those of one database, and compiling all of them takes 4 ms.

_MYSQL = (
    r"(?i)(?:CREATE(?! TEMPORARY TABLE)|ALTER|DROP(?! TEMPORARY)(?! PREPARE)|RENAME|TRUNCATE|GRANT|REVOKE|SET PASSWORD|ANALYZE|"
    r"OPTIMIZE|REPAIR|CHECK TABLE|CACHE INDEX|LOAD INDEX|FLUSH|RESET|INSTALL|UNINSTALL|LOCK TABLE|UNLOCK|"
    r"BEGIN NOT ATOMIC)"
)
_POSTGRESQL = (
    r"(?i)(?:(?:CREATE (?:UNIQUE )?|DROP )INDEX CONCURRENTLY|REINDEX .*\bCONCURRENTLY\b|REINDEX (?:\(.*?\) )?(?:DATABASE|SYSTEM)|"
    r"VACUUM|(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER SYSTEM|ALTER DATABASE .* SET TABLESPACE|"
    r"CLUSTER;?$|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY|DISCARD ALL|"
    r"(?:COMMIT|ROLLBACK) PREPARED)"
)
_NEW_ENUM_VALUE = r"(?i)ALTER TYPE .* ADD VALUE"
_ENUM_IN_TRANSACTION = (12,)
"""PostgreSQL can add a value to an enumeration inside a transaction from here on."""

_SQLITE = r"(?i)(?:VACUUM|ATTACH|DETACH)\b"

_BREAKING: Mapping[str, str] = {
    "mysql": _MYSQL,
    "mariadb": _MYSQL,
    "postgresql": _POSTGRESQL,
    "edb": _POSTGRESQL,
    "cockroachdb": _POSTGRESQL,
    "sqlite": _SQLITE,
}
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
_ONE_AT_A_TIME = frozenset(("mysql", "mariadb"))
"""Where a text sent to the server is one statement, whatever semicolons are in it."""


def head(text: str) -> str:
    """Return the beginning of a statement, with single blanks and without comments."""
    bare = _BLANK.sub(" ", _HASH_COMMENT.sub("", text[:_LONGEST_HEAD]))
    return (_BLANK.sub(" ", _ONLY_HERE.sub(" ", bare)) if "/*" in bare else bare).strip()


def breaks(text: str, dialect: Dialect) -> bool:
    """Return whether a statement commits by itself, or cannot stand in a transaction at all."""
    found = _BREAKING.get(dialect.name)
    if found is None:
        return not dialect.traits.transactional_ddl
    start = head(text)
    if found is _POSTGRESQL and re.match(_NEW_ENUM_VALUE, start) and (dialect.version or (99,)) < _ENUM_IN_TRANSACTION:
        return True
    return re.match(found, start) is not None


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
    return dialect.name not in _ONE_AT_A_TIME and ";" in text.rstrip("; \t\r\n")

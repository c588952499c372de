"""Settings of the session in scripts: what a change set sets there ends with it as well, see `session_settings`.

A script cannot look what was set, so that it is told from the statements themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.recovery.transaction_rules import head, may_change_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from clog.database.connection.session import Session

_PG_SET = re.compile(
    r"(?:\A|;)(?:\s|--[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/)*+"
    r"SET\s+(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS?\b)(?:SESSION\s+(?!AUTH|CHAR))?(.{1,60})",
    re.IGNORECASE,
)
_PG_CONFIG = re.compile(r"\bset_config\s*\(\s*'([\w.]+)'", re.IGNORECASE)
_PG_NAME = re.compile(r"([\w.]+)\s*(?:=|TO\b)", re.IGNORECASE)
_PG_WORDS = (
    (re.compile(r"SESSION AUTHORIZATION\b", re.IGNORECASE), "RESET SESSION AUTHORIZATION"),
    (re.compile(r"ROLE\b", re.IGNORECASE), "RESET ROLE"),
    (re.compile(r"TIME ZONE\b", re.IGNORECASE), "RESET TIME ZONE"),
    (re.compile(r"(?:SESSION CHARACTERISTICS|NAMES|SCHEMA|XML OPTION)\b", re.IGNORECASE), "RESET ALL"),
)
_MY_SET = re.compile(r"SET\s+(?!(?:GLOBAL|PASSWORD|STATEMENT|DEFAULT\s+ROLE|TRANSACTION)\b)(.*)", re.IGNORECASE)
_MY_LITERAL = re.compile(r"'[^']*+(?:'|\Z)|\"[^\"]*+(?:\"|\Z)|\([^()]*+(?:\)|\Z)")
_MY_NAME = re.compile(r"\s*(?:SESSION\s+|LOCAL\s+|@@SESSION\.|@@LOCAL\.|@@(?!GLOBAL))?([a-z_]\w*)\s*:?=", re.IGNORECASE)
_MY_WORDS = (
    (
        re.compile(r"NAMES\b|CHAR", re.IGNORECASE),
        ("character_set_client", "character_set_results", "collation_connection"),
    ),
    (re.compile(r"SESSION\s+TRANSACTION\s+ISOLATION\b", re.IGNORECASE), ("tx_isolation",)),
    (re.compile(r"SESSION\s+TRANSACTION\s+READ\b", re.IGNORECASE), ("tx_read_only",)),
)
_PRAGMA = re.compile(r"PRAGMA\s+(\w+)\s*[=(]\s*(\w+)", re.IGNORECASE)
_TRUTHS = {"on": "1", "yes": "1", "true": "1", "off": "0", "no": "0", "false": "0"}
_AS_IT_WAS = "as it was"
"""In place of a statement to write first: this one sets what it was, so that nothing is to be put back."""

_ATTACH = re.compile(r"ATTACH\s.*\sAS\s+(\S+)", re.IGNORECASE)
_KEEPS = re.compile(r"SET\b(?!\s+(?:LOCAL|TRANSACTION)\b)|SELECT\s+(?:pg_catalog\.)?set_config\s*\(", re.IGNORECASE)


class ScriptSettings:
    """What a script says about settings.

    Args:
        session: for which it is written.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._look: Callable[[Session, str], Iterable[tuple[str, str]]] | None = _LOOKS.get(session.dialect.name)
        self._keep = False
        self._kept: list[str] = []
        self._after: dict[str, None] = {}

    def begin(self, *, keep: bool) -> None:
        """Begin a change set; `keep`: what it sets shall be there for all that follow."""
        self._keep = keep
        self._after = {}

    def before(self, text: str) -> Iterator[str]:
        """Record a statement; return what has to be written before it."""
        if self._look is None or not may_change_settings(text, self.session.dialect):
            return
        if self._keep:
            if _KEEPS.match(head(text)):
                self._kept.append(text)
            return
        for first, later in self._look(self.session, text):
            if first == _AS_IT_WAS:
                self._after.pop(later, None)
            elif later not in self._after:
                self._after[later] = None
                if first:
                    yield first

    def finish(self) -> Iterator[str]:
        """Return what puts everything back, before the change set is recorded."""
        after, self._after = self._after, {}
        if after:
            yield from after
            yield from self._kept


def _postgresql(_session: Session, text: str) -> Iterator[tuple[str, str]]:
    """Reset what is set by SET or set_config; the search path is set again anyway."""
    for match in _PG_SET.finditer(text):
        words = match[1]
        found = next((reset for pattern, reset in _PG_WORDS if pattern.match(words)), "")
        name = _PG_NAME.match(words)
        if found or (name is not None and name[1].lower() != "search_path"):
            yield "", found or f"RESET {name[1] if name else ''}"
    for name in _PG_CONFIG.findall(text):
        if name.lower() != "search_path":
            yield "", f"RESET {name}"


def _mysql(session: Session, text: str) -> Iterator[tuple[str, str]]:
    """Store in variables what is set by SET, and set it again."""
    start = head(text)
    if start[:4].upper() == "USE " and session.entrance:
        yield "", session.entrance
    match = _MY_SET.match(start)
    if match is None:
        return
    words = match[1]
    names = next((found for pattern, found in _MY_WORDS if pattern.match(words)), ())
    if re.match(r"(?i)ROLE\b", words):
        yield "", "SET ROLE NONE"
    parts = _MY_LITERAL.sub("''", words).split(",")
    for name in names or [found[1].lower() for found in map(_MY_NAME.match, parts) if found]:
        yield f"SET @clog_{name} = @@SESSION.{name}", f"SET SESSION {name} = @clog_{name}"


def _sqlite(session: Session, text: str) -> Iterator[tuple[str, str]]:
    """Set pragmas again as they are on the connection; detach what is attached."""
    from clog.database.connection.state.sqlite import value_of

    start = head(text)
    pragma, attached = _PRAGMA.match(start), _ATTACH.match(start)
    if pragma is not None:
        value = value_of(session, pragma[1].lower())
        if value is not None:
            given = pragma[2].lower()
            same = _TRUTHS.get(given, given) == value
            yield _AS_IT_WAS if same else "", f"PRAGMA {pragma[1].lower()} = {value}"
    if attached is not None:
        yield "", f"DETACH {attached[1].rstrip(';')}"


_LOOKS: Mapping[str, Callable[[Session, str], Iterable[tuple[str, str]]]] = {
    "postgresql": _postgresql,
    "edb": _postgresql,
    "cockroachdb": _postgresql,
    "mysql": _mysql,
    "mariadb": _mysql,
    "sqlite": _sqlite,
}

"""Settings of a connection to SQLite: pragmas that decide what statements do, and attached databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.connection.session_state import Kept, SessionState, Settings

if TYPE_CHECKING:
    from clog.database.connection.session import Session

_PRAGMAS = (
    "foreign_keys", "recursive_triggers", "ignore_check_constraints", "legacy_alter_table", "reverse_unordered_selects",
    "writable_schema", "query_only", "trusted_schema", "synchronous",
)  # fmt: skip
_LIKE = "case_sensitive_like"


def value_of(session: Session, pragma: str) -> str | None:
    """Return the value of a pragma; None for one that does not decide what statements do."""
    if pragma == _LIKE:
        return str(int(not session.query("SELECT 'a' LIKE 'A'")[0][0]))
    return str(session.query(f"PRAGMA {pragma}")[0][0]) if pragma in _PRAGMAS else None


class SqliteState(SessionState):
    """Pragmas do not take part in transactions, and some are deaf inside of one."""

    def __init__(self, session: Session) -> None:
        self._base: Settings = {}
        self._attached: set[str] = set()
        super().__init__(session)

    def look(self) -> None:
        """Read all."""
        self._base = self._read()
        self._attached = self._databases()

    def differing(self) -> Settings:
        """Read all again."""
        found = {name: value for name, value in self._read().items() if self._base[name] != value}
        return found | {f"database {name}": "attached" for name in self._databases() - self._attached}

    def captured(self) -> Kept:
        """Return nothing to set again: what is set now is what all later change sets begin with."""
        self.look()
        return (), ()

    def put_back(self) -> None:
        """Set what differs, and detach what was attached."""
        for name, value in self._read().items():
            if value != self._base[name]:
                self.session.query(f"PRAGMA {name} = {self._base[name]}")
        if not self.session.in_transaction:
            for name in sorted(self._databases() - self._attached):
                self.session.query(f"DETACH {self.session.dialect.in_quotes(name)}")

    def _read(self) -> Settings:
        return {name: str(value_of(self.session, name)) for name in (*_PRAGMAS, _LIKE)}

    def _databases(self) -> set[str]:
        return {str(row[1]) for row in self.session.query("PRAGMA database_list")} - {"main", "temp"}

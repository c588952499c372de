"""Settings of a connection to SQLite: pragmas that decide what statements do, and attached databases."""

from __future__ import annotations

from clog.database.connection.session_state import SessionState, Settings

_PRAGMAS = (
    "foreign_keys", "recursive_triggers", "ignore_check_constraints", "legacy_alter_table", "reverse_unordered_selects",
    "writable_schema", "query_only", "trusted_schema", "synchronous",
)  # fmt: skip
_LIKE = "case_sensitive_like"
_ATTACHED = "database "


class SqliteState(SessionState):
    """Pragmas do not take part in transactions, and some are deaf inside of one."""

    unbearable = frozenset(("query_only",))
    disturbing = unbearable

    def read(self) -> Settings:
        """Read all."""
        found = {name: str(self.session.query(f"PRAGMA {name}")[0][0]) for name in _PRAGMAS}
        found[_LIKE] = str(int(not self.session.query("SELECT 'a' LIKE 'A'")[0][0]))
        names = {str(row[1]) for row in self.session.query("PRAGMA database_list")} - {"main", "temp"}
        return found | {f"{_ATTACHED}{name}": "attached" for name in sorted(names)}

    def put(self, settings: Settings, *, passing: bool = False) -> None:
        """Set pragmas, and detach what was attached."""
        del passing
        for name, value in settings.items():
            if not name.startswith(_ATTACHED):
                self.session.query(f"PRAGMA {name} = {value}")
            elif not self.session.in_transaction:
                self.session.query(f"DETACH {self.session.dialect.in_quotes(name.removeprefix(_ATTACHED))}")

    def put_again(self, settings: Settings) -> None:
        """Set them: transactions do not matter."""
        self.put(settings)

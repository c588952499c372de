"""Settings of a session of PostgreSQL: run-time parameters, roles and the search path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.place import entries_of, set_search_path
from clog.database.connection.session_state import SessionState, Settings

if TYPE_CHECKING:
    from clog.database.connection.session import Session

_READ = (
    "SELECT name, setting, reset_val FROM pg_settings WHERE name NOT LIKE 'transaction\\_%'"
    " AND (source = 'session' AND setting IS DISTINCT FROM reset_val OR name IN ({kept}))"
    " UNION ALL SELECT 'session_authorization', session_user::text, NULL"
    " UNION ALL SELECT 'role', current_setting('role'), NULL"
)
_CUSTOM = re.compile(r"(?:\bSET\s+(?:SESSION\s+)?|\bset_config\s*\(\s*')([A-Za-z_]\w*\.[A-Za-z_]\w*)", re.IGNORECASE)
"""Where a parameter of an author's own is set: the catalogue does not list those."""

_LOCAL = re.compile(
    r"\bSET\s+LOCAL\s+(?:SESSION\s+)?([\w.]+)|\bset_config\s*\(\s*'([\w.]+)'[^;]{0,200},\s*(?:true|'t\w*'|'on')\s*\)",
    re.IGNORECASE,
)
"""Where a parameter is set for the transaction alone."""

_WRITTEN = {"time": "timezone", "authorization": "session_authorization"}
_WHO = ("session_authorization", "role")
_PATH = "search_path"


class PostgresqlState(SessionState):
    """Settings take part in transactions here, and may be set for one alone: so the program sets its own."""

    unbearable = frozenset(("default_transaction_read_only", "DateStyle", "client_encoding"))

    def __init__(self, session: Session) -> None:
        self._custom: set[str] = set()
        self._passing: set[str] = set()
        self._reset: Settings = {}
        self._own: Settings = {_PATH: ""}
        super().__init__(session)

    def note(self, text: str) -> None:
        """Record parameters of an author's own that a statement names."""
        super().note(text)
        self._custom.update(_CUSTOM.findall(text))
        for names in _LOCAL.findall(text):
            name = "".join(names).lower()
            self._passing.add(_WRITTEN.get(name, name))

    def committed(self) -> None:
        """Forget what was set for the transaction alone."""
        super().committed()
        self._passing.clear()

    def is_harmless(self, name: str, value: str) -> bool:
        """Skip what ends with the transaction, and search paths with nothing of their own in them: those of dumps."""
        return name.lower() in self._passing or (
            name == _PATH and {*entries_of(value)} <= {*entries_of(self.own(name))}
        )

    def read(self) -> Settings:
        """Read what was set since the connection was made, and what it had set then."""
        kept = ", ".join([self.session.dialect.text(name) for name in self._own])
        rows = self.session.query(_READ.format(kept=kept))
        self._reset.update({name: reset for name, _, reset in rows if reset is not None})
        found = {str(name): str(value) for name, value, _ in rows}
        for name in sorted(self._custom - found.keys()):
            found[name] = self.session.query("SELECT current_setting(?, true)", (name,))[0][0] or ""
        return found

    def own(self, name: str) -> str:
        """Return what the connection had set, or what the server gives to it."""
        return self._own[name] if name in self._own else self._reset.get(name, "")

    def put(self, settings: Settings, *, passing: bool = False) -> None:
        """Restore who we were, then set the rest."""
        if passing:
            self.session.begin()
        self._set([*(name for name in _WHO if name in settings), *settings], settings, local=passing)

    def put_again(self, settings: Settings) -> None:
        """Set the rest for this transaction, then become whoever it was; with its end all is as they left it."""
        if self.session.in_transaction:
            names = [name for name in settings if name not in _WHO]
            self._set([*names, *(name for name in _WHO if name in settings)], settings, local=True)

    def enter(self) -> None:
        """Put the place at the head of the search path again."""
        path = self.differing().get(_PATH)
        place = self.session.dialect.default_schema
        if path is not None and place:
            self.session.query(set_search_path(place, path, self.session.dialect))
            self.note("")

    def _set(self, names: list[str], settings: Settings, *, local: bool) -> None:
        text = self.session.dialect.text
        calls = [f"set_config({text(name)}, {text(settings[name])}, {local})" for name in dict.fromkeys(names)]
        self.session.query(f"SELECT {', '.join(calls)}")

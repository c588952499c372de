"""Settings of a session of PostgreSQL: run-time parameters, roles and the search path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.place import set_search_path
from clog.database.connection.session_state import Kept, SessionState, Settings

if TYPE_CHECKING:
    from clog.database.connection.session import Session

_SET_HERE = (
    "SELECT name, setting FROM pg_settings"
    " WHERE source = 'session' AND setting IS DISTINCT FROM reset_val AND name <> 'search_path'"
)
_SETS = re.compile(r"\bset_config\b|\bSET\s+(?!LOCAL\b)", re.IGNORECASE)
_CUSTOM = re.compile(r"(?:\bSET\s+(?:SESSION\s+)?|\bset_config\s*\(\s*')([A-Za-z_]\w*\.[A-Za-z_]\w*)", re.IGNORECASE)
"""Where a parameter of an author's own is set: the catalogue does not list those."""

_ROLES = ("session_authorization", "role")


class PostgresqlState(SessionState):
    """One round trip puts everything back: settings take part in transactions here."""

    before_record = True

    def __init__(self, session: Session) -> None:
        self._base: Settings = {}
        self._expected: Settings = {}
        self._custom: set[str] = set()
        self._sets = False
        super().__init__(session)

    def note(self, text: str) -> None:
        """Record whether it is worth asking what was set."""
        super().note(text)
        if not self._sets and _SETS.search(text):
            self._sets = True
        if self._sets:
            self._custom.update(_CUSTOM.findall(text))

    def look(self) -> None:
        """Ask for what was set since the connection was made."""
        self._base = dict(self.session.query(_SET_HERE))
        self._roles = self._roles_now()
        self._expected = self._base | self._roles

    def differing(self) -> Settings:
        """Compare with what change sets begin with."""
        if not self._sets:
            return {}
        self._sets = False
        found = self._parameters() | self._roles_now()
        return {name: value for name, value in found.items() if self._expected.get(name) != value}

    def captured(self) -> Kept:
        """Write parameters as set_config, which takes every value as text; roles are for the change sets alone."""
        names = self.session.dialect
        parameters = {name: value for name, value in self._parameters().items() if self._base.get(name) != value}
        calls = [f"set_config({names.text(name)}, {names.text(value)}, false)" for name, value in parameters.items()]
        roles = self._roles_now()
        self._expected = self._base | parameters | roles
        before = (f"SELECT {', '.join(calls)}",) if calls else ()
        statements = []
        for name, words in zip(_ROLES, ("SESSION AUTHORIZATION", "ROLE"), strict=True):
            if roles[name] != self._roles[name]:
                statements.append(f"SET {words} {names.in_quotes(roles[name])}")
        if names.default_schema:
            shown = str(self.session.query("SELECT current_setting('search_path')")[0][0])
            statements.append(set_search_path(names.default_schema, shown, names))
        return before, tuple(statements)

    def put_back(self) -> None:
        """Reset all, then set again what the connection began with."""
        names = self.session.dialect
        statements = ["RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL"]
        statements += [
            f"SELECT set_config({names.text(name)}, {names.text(value)}, false)" for name, value in self._base.items()
        ]
        if self.session.entrance:
            statements.append(self.session.entrance)
        self.session.query("; ".join(statements))

    def _parameters(self) -> Settings:
        """Return all that is set for the session, with the parameters of authors' own that were named."""
        found = dict(self.session.query(_SET_HERE))
        for name in sorted(self._custom - found.keys()):
            value = self.session.query("SELECT current_setting(?, true)", (name,))[0][0]
            if value:
                found[name] = value
        return found

    def _roles_now(self) -> Settings:
        """Return who is connected and as whom."""
        row = self.session.query("SELECT session_user::text, current_setting('role')")[0]
        return dict(zip(_ROLES, row, strict=True))

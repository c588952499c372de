"""Settings of a session of MariaDB or MySQL: system variables, the default database and the role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.session_state import Kept, SessionState, Settings
from clog.errors import ConnectionLost, ExecutionError

if TYPE_CHECKING:
    from clog.database.connection.session import Session

_MARIADB = (
    "SELECT LOWER(VARIABLE_NAME), SESSION_VALUE FROM information_schema.SYSTEM_VARIABLES"
    " WHERE VARIABLE_SCOPE = 'SESSION' AND READ_ONLY = 'NO'"
)
_MYSQL = "SHOW SESSION VARIABLES"
_BARE = re.compile(r"-?\d+(?:\.\d+)?|ON|OFF")
_UNSETTABLE = frozenset(("1227", "1228", "1229", "1231", "1232", "1238", "1694", "1766"))
"""Codes of errors that say that a variable cannot be set here: it is read-only, global, needs a right, or waits."""

_DATABASE = "database"
_ROLE = "role"


class MysqlState(SessionState):
    """Compares all variables of the session, because a procedure may set any of them."""

    before_record = True

    def __init__(self, session: Session) -> None:
        self._base: Settings = {}
        self._now: Settings | None = None
        super().__init__(session)

    def look(self) -> None:
        """Read all."""
        self._base = self._read()

    def differing(self) -> Settings:
        """Read all again."""
        self._now = self._read()
        return {name: value for name, value in self._now.items() if self._base.get(name) != value}

    def captured(self) -> Kept:
        """Return nothing to set again: what is set now is what all later change sets begin with."""
        self.look()
        return (), ()

    def put_back(self) -> None:
        """Set what differs; the default database goes first."""
        now, self._now = self._now or self._read(), None
        later = {"autocommit"} if self.session.in_transaction else set()  # for that commits
        for name, value in self._base.items():
            if now.get(name) != value and (name != _DATABASE or value) and name not in later:
                self._set(name, value)

    def _set(self, name: str, value: str) -> None:
        quote = self.session.dialect.in_quotes
        if name == _DATABASE:
            text = f"USE {quote(value)}"
        elif name == _ROLE:
            text = f"SET ROLE {quote(value) if value else 'NONE'}"
        else:
            written = value if _BARE.fullmatch(value) else self.session.dialect.text(value)
            text = f"SET SESSION {name} = {written}"
        try:
            self.session.query(text)
        except ConnectionLost:
            raise
        except ExecutionError as error:
            if error.sqlstate not in _UNSETTABLE:
                raise

    def _read(self) -> Settings:
        """Read database, role and variables."""
        mariadb = self.session.dialect.name == "mariadb"
        found: Settings = {_DATABASE: self.session.query("SELECT DATABASE()")[0][0] or ""}
        if mariadb:
            found[_ROLE] = self.session.query("SELECT CURRENT_ROLE()")[0][0] or ""
        rows = self.session.query(_MARIADB if mariadb else _MYSQL)
        return found | {str(name): str(value) for name, value in rows if value is not None}

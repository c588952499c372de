"""Settings of a session of MariaDB or MySQL: system variables, the default database and the role."""

from __future__ import annotations

import re

from clog.database.connection.session_state import SessionState, Settings
from clog.errors import ConnectionLost, ExecutionError

_MARIADB = (
    "SELECT LOWER(VARIABLE_NAME), SESSION_VALUE FROM information_schema.SYSTEM_VARIABLES"
    " WHERE VARIABLE_SCOPE = 'SESSION' AND READ_ONLY = 'NO' LIMIT 10000"  # not sql_select_limit
)
_MYSQL = "SHOW SESSION VARIABLES"
_BARE = re.compile(r"-?\d+(?:\.\d+)?|ON|OFF")
_UNSETTABLE = frozenset(("1227", "1228", "1229", "1231", "1232", "1238", "1694", "1766"))
"""Codes of errors that say that a variable cannot be set here: it is read-only, global, needs a right, or waits."""

_DATABASE = "database"
_ROLE = "role"
_WITHIN = frozenset(("autocommit",))
"""What is not set within a transaction, for it commits."""


class MysqlState(SessionState):
    """Compares all variables of the session, because a procedure may set any of them."""

    unbearable = frozenset(("autocommit", "completion_type", "transaction_read_only", "tx_read_only"))

    def read(self) -> Settings:
        """Read database, role and variables."""
        mariadb = self.session.dialect.name == "mariadb"
        found: Settings = {_DATABASE: self.session.query("SELECT DATABASE()")[0][0] or ""}
        if mariadb:
            found[_ROLE] = self.session.query("SELECT CURRENT_ROLE()")[0][0] or ""
        rows = self.session.query(_MARIADB if mariadb else _MYSQL)
        return found | {str(name): str(value) for name, value in rows if value is not None}

    def put(self, settings: Settings, *, passing: bool = False) -> None:
        """Set one after the other; collations behind the character sets, which bring theirs along."""
        del passing
        for name, value in sorted(settings.items(), key=lambda setting: setting[0].startswith("collation")):
            if (name != _DATABASE or value) and not (name in _WITHIN and self.session.in_transaction):
                self._set(name, value)

    def put_again(self, settings: Settings) -> None:
        """Set them: transactions do not matter."""
        self.put(settings)

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

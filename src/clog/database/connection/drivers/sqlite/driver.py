"""What SQLite says about itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from clog.database.connection.driver import BEGINS, COMMITS, ROLLS_BACK, SAVEPOINT, SAVES, Driver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.database_url import DatabaseUrl
    from clog.database.connection.parameters.base import UrlParameter
    from clog.database.connection.session import Session
    from clog.database.connection.session_state import SessionState
    from clog.database.preconditions.where import Where

_END = r" ?;?$"
_WORDS = (
    (BEGINS, rf"(?i)BEGIN(?: DEFERRED| IMMEDIATE| EXCLUSIVE)?(?: TRANSACTION)?{_END}"),
    (COMMITS, rf"(?i)(?:COMMIT|END)(?: TRANSACTION)?{_END}"),
    (ROLLS_BACK, rf"(?i)ROLLBACK(?: TRANSACTION)?{_END}"),
    (SAVES, SAVEPOINT),
)

_OBJECTS = """
SELECT upper(type), name FROM sqlite_master
WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'table', rowid DESC
"""


class SqliteDriver(Driver):
    """Speaks for SQLite."""

    name = "sqlite"
    product = "SQLite"
    schemes = ("sqlite",)
    package = "sqlite3"
    is_file = True
    commits_by_itself = r"(?i)(?:VACUUM|ATTACH|DETACH)\b"
    transaction_words = _WORDS
    refuses_second_begin = True
    alters_columns = False

    def open_session(self, url: DatabaseUrl, **settings: Any) -> Session:
        """Open the file through the sqlite3 module of Python's library."""
        from clog.database.connection.drivers.sqlite.session import open_session

        return open_session(url, **settings)

    def leaving_nothing(self, url: DatabaseUrl) -> DatabaseUrl:
        """Replace a file that is not there by a database in memory."""
        from clog.database.connection.drivers.sqlite.connect import must_be_there, path_of

        if os.path.exists(path_of(url)) or must_be_there(url):  # noqa: PTH110 - pathlib costs start-up time
            return url
        kept = {key: value for key, value in url.parameters.items() if key.lower() not in {"mode", "open_mode"}}
        return url.replace(database=":memory:", parameters=kept)

    def decode(self, text: str) -> str:
        """Decode nothing: its driver takes parameters as they stand."""
        return text

    def parameters(self) -> tuple[UrlParameter, ...]:
        """List those of sqlite-jdbc and of the file: URIs."""
        from clog.database.connection.drivers.sqlite.parameters import TABLE

        return TABLE

    def state(self, session: Session) -> SessionState:
        """Follow pragmas and attached databases."""
        from clog.database.connection.drivers.sqlite.state import SqliteState

        return SqliteState(session)

    def where(self) -> type[Where]:
        """Find names as they are spelled; a schema says nothing."""
        from clog.database.connection.drivers.sqlite.where import SqliteWhere

        return SqliteWhere

    def drop_statements(self, session: Session, schema: str | None) -> Iterator[str]:
        """Drop tables and views; indexes and triggers go with their tables."""
        del schema
        for kind, name in session.query(_OBJECTS):
            yield f"DROP {kind} IF EXISTS {session.dialect.in_quotes(name)}"


DRIVER = SqliteDriver()

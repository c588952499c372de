"""SQLite through the sqlite3 module of Python's library."""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from clog.database.connection.drivers.sqlite.connect import open_file, path_of
from clog.database.connection.rehearsal import Rehearsal
from clog.database.connection.session import Session, Tables
from clog.database.lock.identity import process_identity, process_is_gone
from clog.dialects import dialect_class
from clog.errors import ConnectionFailed, ExecutionError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from clog.database.connection.database_url import DatabaseUrl
    from clog.model.catalog import Catalog, Table
    from clog.model.sql import Sql

_NO_SCHEMAS = (
    "SQLite has no schemas: leave out --default-schema-name, --default-catalog-name, --liquibase-schema-name and "
    "--liquibase-catalog-name"
)
BUSY_SECONDS = 5.0
"""How long a statement waits while another process writes to the file."""

_HURRIED = 500
"""Milliseconds for which a statement waits for another writer where somebody is to be told soon."""

_CHANGES_THE_SCHEMA = re.compile(r"\s*(?:CREATE|ALTER|DROP|PRAGMA\s+legacy_alter_table)\b", re.IGNORECASE)
_SCHEMA = (
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    " ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, rowid"
)


def open_session(url: DatabaseUrl, *, history_table: str, lock_table: str, **schemas: str | None) -> SqliteSession:
    """Open the file, which is made when it is not there; it has no schema but main.

    Raises:
        ConnectionFailed: the folder is not there, the file is not readable or is no database, or a schema is asked for.
    """
    for name in schemas.values():
        if name and name.strip().lower() != "main":
            raise ConnectionFailed(f"{url.shown} has no such schema: unknown database {name}", hint=_NO_SCHEMAS)
    try:
        connection = open_file(url, wait=BUSY_SECONDS)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").close()
        except sqlite3.Error:
            connection.close()
            raise
    except (sqlite3.Error, ValueError) as error:
        from clog.database.connection.hints import advice_on_file

        raise ConnectionFailed(
            f"cannot open {url.shown}: {error}", hint=advice_on_file(path_of(url), str(error))
        ) from error
    dialect = dialect_class("sqlite")(version=sqlite3.sqlite_version_info)
    return SqliteSession(url, dialect, Tables(ObjectName(history_table), ObjectName(lock_table)), connection)


_BREATH = 1_000_000
"""Steps of SQLite's machine between two moments in which signals are heard: some hundredths of a second."""


def _breathe() -> int:
    """Return 0, so that the statement continues; a signal that has come in is heard on the way here."""
    return 0


class SqliteSession(Session):
    """A connection to an SQLite file. DDL takes part in transactions, which are begun by BEGIN."""

    driver_errors = (sqlite3.Error, sqlite3.Warning)
    clock = "(julianday('now') - 2440587.5) * 86400.0"
    transient = ("SQLITE_BUSY", "SQLITE_LOCKED")
    denied = ("SQLITE_PERM", "SQLITE_AUTH")
    full = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
    for_update = ""

    def __init__(self, url: DatabaseUrl, dialect: Any, tables: Tables, connection: sqlite3.Connection) -> None:
        super().__init__(url, dialect, tables, None)
        self._connection = connection
        self._cancelled = False
        connection.set_progress_handler(_breathe, _BREATH)  # Python hears of Ctrl-C in the middle of a statement
        self.alone = not path_of(url)

    def rehearsal(self) -> SqliteRehearsal:
        """Open a rehearsal on a copy of the schema."""
        return SqliteRehearsal(self)

    def has_table(self, table: ObjectName) -> bool:
        """Search sqlite_master, where case does not matter as it does not for SQLite."""
        found = self.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)", (table.name,))
        return bool(found)

    def again(self) -> SqliteSession:
        """Open the file a second time; this connection does not wait for others."""
        connection = self._guarded("CONNECT", lambda: open_file(self.url, wait=0, again=True))
        return SqliteSession(self.url, self.dialect, self.tables, connection)

    def cancel(self) -> None:
        """Cancel the statement."""
        self._cancelled = True
        self._connection.interrupt()

    def limit_waiting(self, seconds: float) -> None:
        """Set how long to wait for another writer."""
        self.query(f"PRAGMA busy_timeout = {max(1, round(seconds * 1000))}")

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Wait for another writer for a moment only."""
        usual = self.query("PRAGMA busy_timeout")[0][0]
        self.query(f"PRAGMA busy_timeout = {min(usual, _HURRIED)}")
        try:
            yield
        finally:
            self.query(f"PRAGMA busy_timeout = {usual}")

    def identity(self) -> str:
        """Return the identity of this process: SQLite has no sessions of its own."""
        return process_identity()

    def is_gone(self, identity: str) -> bool:
        """Check for the process."""
        return process_is_gone(identity)

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self._connection.close()

    def _in_transaction(self) -> bool:
        return self._connection.in_transaction

    def _begin(self) -> None:
        # IMMEDIATE: a transaction that starts by reading could fail, not wait, when it comes to write.
        self._connection.execute("BEGIN IMMEDIATE")

    def _execute(self, sql: str, parameters: Sequence[Any]) -> int:
        try:
            return self._connection.execute(sql, parameters).rowcount
        except (sqlite3.Warning, sqlite3.ProgrammingError) as error:
            if parameters or "one statement" not in str(error):
                raise
        together, rows = self._in_transaction(), 0
        for part in _statements(sql):
            if together and not self._in_transaction():  # a part has ended it
                self._begin()
                self.renewed()
            rows += max(self._connection.execute(part).rowcount, 0)
        return rows

    def _execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        return self._connection.executemany(sql, rows).rowcount

    def _query(self, sql: str, parameters: Sequence[Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        cursor = self._connection.execute(sql, parameters)
        names = tuple(column[0] for column in cursor.description or ())
        try:
            return names, cursor.fetchall()
        except sqlite3.OperationalError as error:
            if "decode" not in str(error):
                raise
        self._connection.text_factory = _readable  # another program wrote bytes that are no text
        return names, self._connection.execute(sql, parameters).fetchall()

    def _refused(self, error: BaseException, sql: str) -> ExecutionError:
        """Make the error; a statement that a signal broke off is none, for the signal has its own.

        Raises:
            KeyboardInterrupt: Ctrl-C or SIGTERM; the driver swallows what their handlers raise.
        """
        refused = super()._refused(error, sql)
        if refused.sqlstate == "SQLITE_INTERRUPT" and not self._cancelled:
            raise KeyboardInterrupt from error
        return refused

    def _explain(self, error: BaseException) -> tuple[str, str]:
        return str(error), str(getattr(error, "sqlite_errorname", "") or "")

    def _make_catalog(self) -> Catalog:
        from clog.database.reflect.sqlite import SqliteCatalog

        return SqliteCatalog(self)


def _readable(data: bytes) -> str:
    """Read a text whatever it is."""
    return data.decode(errors="replace")


def _statements(sql: str) -> Iterator[str]:
    """Split a text with several statements, which SQLite runs one at a time."""
    start = 0
    for match in re.finditer(";", sql):
        if sqlite3.complete_statement(sql[start : match.end()]):
            yield sql[start : match.end()]
            start = match.end()
    if sql[start:].strip():
        yield sql[start:]


class SqliteRehearsal(Rehearsal):
    """Rehearses on a copy of the schema in memory, because rebuilds look at the table.

    It is the catalog that it gives, and costs nothing until it is asked; the copy is made when something was noted.
    """

    def __init__(self, session: SqliteSession) -> None:
        super().__init__(lambda: self)
        self.session = session
        self._copy: SqliteSession | None = None
        self._noted: list[str] = []

    @property
    def catalog(self) -> Catalog:
        """What the noted statements leave."""
        return self

    def note(self, sql: Sql) -> None:
        """Record what changes the schema."""
        if sql.text and _CHANGES_THE_SCHEMA.match(sql.text):
            self._noted.append(sql.text)

    def table(self, name: ObjectName) -> Table | None:
        """Describe a table."""
        return self._now().table(name)

    def exists(self, kind: str, name: ObjectName) -> bool:
        """Return whether an object is there."""
        return self._now().exists(kind, name)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query and fetch all rows."""
        return self._now().query(sql)

    def _now(self) -> Catalog:
        """Run what was noted on the copy.

        The copy has no rows; what fails on it for that reason is no error of the script.
        """
        from clog.database.reflect.sqlite import SqliteCatalog

        if self._copy is None:
            if not self._noted:
                return SqliteCatalog(self.session)
            self._copy = self._schema_in_memory()
        for text in self._noted:
            with suppress(ExecutionError):
                self._copy.execute(text)
        self._noted.clear()
        return SqliteCatalog(self._copy)

    def _schema_in_memory(self) -> SqliteSession:
        """Copy the schema: tables first, then what hangs on them."""
        session = self.session
        memory = sqlite3.connect(":memory:", isolation_level=None)
        copy = SqliteSession(session.url, session.dialect, session.tables, memory)
        for (made,) in session.query(_SCHEMA):
            copy.execute(made)
        return copy

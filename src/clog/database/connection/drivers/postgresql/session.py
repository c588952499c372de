"""PostgreSQL through psycopg 3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.bulk.copy_text import copy_blocks
from clog.database.bulk.placeholders import numbered
from clog.database.connection.drivers.postgresql.connect import attempts, connect, is_final, reason_of
from clog.database.connection.hosts import first_that_answers
from clog.database.connection.place import folded, set_search_path
from clog.database.connection.session import Session, Tables
from clog.dialects import dialect_class
from clog.errors import ConnectionFailed
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import psycopg

    from clog.database.connection.database_url import DatabaseUrl
    from clog.dialects.base.dialect import Dialect
    from clog.errors import ExecutionError
    from clog.model.catalog import Catalog

_OPEN = frozenset((1, 2, 3))
"""Transaction states of libpq: active, in a transaction, in one that has failed. Others are idle and unknown."""

_STARTED = "CAST(EXTRACT(EPOCH FROM backend_start) AS text)"
_TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND classid = CAST(? AS bigint)::oid AND objid = CAST(? AS bigint)::oid AND pid = ?
"""


_NO_SCHEMA = "3F000"
NOWHERE = (
    "no schema of the search path is there: correct currentSchema in --url (or the search_path of the user), "
    "or make the schema first (CREATE SCHEMA)"
)
"""What to do when a session stands in no schema."""


def open_session(
    url: DatabaseUrl,
    *,
    default_schema: str | None,
    liquibase_schema: str | None,
    history_table: str,
    lock_table: str,
    **catalogs: str | None,
) -> PostgresqlSession:
    """Open the connection. Catalogs are databases here, and a connection sees one: they are ignored.

    Raises:
        ConnectionFailed: the server is not reached, does not let us in, or psycopg is not installed.
    """
    del catalogs
    psycopg = _driver()
    url, connection = first_that_answers(
        url, attempts(url), lambda place: connect(psycopg, place), psycopg.Error, reason_of, ends=is_final
    )
    try:
        number = connection.info.server_version
        version = number // 10000, number % 10000
        names = dialect_class("postgresql")(version=version)
        schema, entrance = _enter(connection, default_schema, names)
    except psycopg.Error as error:
        connection.close()
        raise ConnectionFailed(f"cannot begin a session of {url.shown}: {reason_of(error)}") from error
    dialect = dialect_class("postgresql")(version=version, default_schema=schema)
    place = folded(liquibase_schema, names) if liquibase_schema else schema
    # Liquibase folds the names of its tables to lower case here, as the server does with names without quotes.
    tables = Tables(ObjectName(history_table.lower(), place), ObjectName(lock_table.lower(), place))
    session = PostgresqlSession(url, dialect, tables, connection)
    session.entrance = entrance
    return session


def _enter(connection: psycopg.Connection[Any], wanted: str | None, dialect: Dialect) -> tuple[str | None, str]:
    """Set the search path to the schema that is wanted, or in which we are, and keep it whatever schemas come to be.

    Returns:
        The real name of the schema, and the statement that leads there. None: no schema of the search path is there,
        and nothing takes its place; the server refuses what would be made without a schema.
    """
    with connection.cursor() as cursor:
        cursor.execute(b"SELECT current_schema(), current_setting('search_path')")
        current, shown = cursor.fetchone() or (None, "")
        schema = folded(wanted, dialect) if wanted else current
        if schema is None:
            return None, ""
        entrance = set_search_path(schema, shown, dialect)
        cursor.execute(entrance.encode())
        return schema, entrance


class PostgresqlSession(Session):
    """A connection to PostgreSQL. Text without parameters may hold several statements."""

    clock = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS float8)"
    transient = ("40001", "40P01", "55P03")

    def __init__(self, url: DatabaseUrl, dialect: Dialect, tables: Tables, connection: psycopg.Connection[Any]) -> None:
        super().__init__(url, dialect, tables, connection.info.user)
        self._connection = connection
        psycopg = _driver()
        self.driver_errors = (psycopg.Error,)
        self._raw_cursor = psycopg.RawCursor

    def has_table(self, table: ObjectName) -> bool:
        """Ask the server whether the name leads to a relation."""
        found = self.query("SELECT to_regclass(?)", (self.dialect.object(table),))
        return found[0][0] is not None

    @property
    def script_entrance(self) -> str:
        """Say it always: who runs a script by another client stands where that client's URL and user lead."""
        return self.entrance

    @property
    def script_return(self) -> str:
        """Say it again, as Liquibase does."""
        return self.entrance

    def as_text(self, value: Any) -> str:
        """Write true and false by one letter."""
        if isinstance(value, bool):
            return "t" if value else "f"
        return super().as_text(value)

    def usable(self) -> bool:
        """Ask libpq, which knows when the server has gone."""
        return not (self._connection.closed or self._connection.broken)

    def again(self) -> PostgresqlSession:
        """Connect a second time."""
        connection = self._guarded("CONNECT", lambda: connect(_driver(), self.url))
        return PostgresqlSession(self.url, self.dialect, self.tables, connection)

    def cancel(self) -> None:
        """Ask the server, over a connection of its own, to break off the statement."""
        self._connection.cancel()

    def limit_waiting(self, seconds: float) -> None:
        """Set lock_timeout."""
        self.query(f"SET lock_timeout = {max(1, round(seconds * 1000))}")

    def session_lock(self, key: str) -> bool:
        """Acquire an advisory lock."""
        return bool(self.query("SELECT pg_try_advisory_lock(CAST(? AS bigint))", (_number(key),))[0][0])

    def session_unlock(self, key: str) -> None:
        """Release the advisory lock."""
        self.query("SELECT pg_advisory_unlock(CAST(? AS bigint))", (_number(key),))

    def identity(self) -> str:
        """Return the process of the server, and when it started: its number may be given to another one later."""
        return str(
            self.query(f"SELECT pid || ' ' || {_STARTED} FROM pg_stat_activity WHERE pid = pg_backend_pid()")[0][0]
        )

    def is_gone(self, identity: str) -> bool:
        """Check for the process. Who may not see when it started takes it for the one that is meant."""
        number, _, started = identity.partition(" ")
        query = f"SELECT 1 FROM pg_stat_activity WHERE pid = ? AND COALESCE({_STARTED}, ?) = ?"
        return number.isdigit() and not self.query(query, (int(number), started, started))

    def end_session(self, key: str, identity: str) -> bool:
        """End the process, if it holds the advisory lock."""
        number = _number(key) % (1 << 64)
        process = identity.partition(" ")[0]
        if not process.isdigit():
            return False
        return bool(self.query(_TERMINATE, (number >> 32, number % (1 << 32), int(process))))

    def close(self) -> None:
        """Close the connection; what was not committed is undone."""
        self._connection.close()

    def _in_transaction(self) -> bool:
        return self._connection.pgconn.transaction_status in _OPEN

    def _execute(self, sql: str, parameters: Sequence[Any]) -> int:
        return int(self._run(sql, parameters).rowcount)

    def _execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        cursor = self._raw_cursor(self._connection)
        if sql.startswith("COPY "):
            # The thread of the writer lets the server work on one block while the next one is made.
            with cursor.copy(sql.encode(), writer=_driver().copy.QueuedLibpqWriter(cursor)) as copy:
                for block in copy_blocks(rows):
                    copy.write(block)
            return int(cursor.rowcount)
        cursor.executemany(numbered(sql).encode(), rows)
        return int(cursor.rowcount)

    def _query(self, sql: str, parameters: Sequence[Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        cursor = self._run(sql, parameters)
        names = tuple(column.name for column in cursor.description or ())
        if not names:
            return names, []
        try:
            return names, cursor.fetchall()
        except _driver().DataError:
            from clog.database.connection.as_written import rows_of

            return names, rows_of(cursor)

    def _run(self, sql: str, parameters: Sequence[Any]) -> Any:
        """Execute it: by the simple protocol, with "%" and "?" as they are, unless there are parameters."""
        cursor = self._raw_cursor(self._connection)
        if parameters:
            cursor.execute(numbered(sql).encode(), parameters)
        else:
            cursor.execute(sql.encode())
        return cursor

    def _refused(self, error: BaseException, sql: str) -> ExecutionError:
        """Make the error; where the session stands in no schema, say why."""
        refused = super()._refused(error, sql)
        if refused.sqlstate == _NO_SCHEMA and not self.entrance:
            refused.hint = NOWHERE
        return refused

    def _explain(self, error: BaseException) -> tuple[str, str]:
        return str(error).strip(), str(getattr(error, "sqlstate", "") or "")

    def _make_catalog(self) -> Catalog:
        from clog.database.reflect.postgresql import PostgresqlCatalog

        return PostgresqlCatalog(self)


def _number(key: str) -> int:
    """Convert the name of a lock into the number that PostgreSQL wants."""
    import hashlib

    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)


def _driver() -> Any:
    """Import psycopg, which takes as long as all the rest of a short command."""
    try:
        import psycopg
    except ImportError as error:
        raise ConnectionFailed(
            "the driver for PostgreSQL is not installed", hint='pip install "clog-db[postgresql]"'
        ) from error
    return psycopg

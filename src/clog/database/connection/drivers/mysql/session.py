"""MariaDB and MySQL through PyMySQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.database.bulk.insert_text import insert_blocks, insert_head
from clog.database.bulk.placeholders import formatted
from clog.database.connection.drivers.mysql.connect import connect, reason_of
from clog.database.connection.hosts import failed, first_that_answers, places_of
from clog.database.connection.session import Session, Tables
from clog.dialects import dialect_class
from clog.errors import ConnectionFailed
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clog.database.connection.database_url import DatabaseUrl
    from clog.dialects.base.dialect import Dialect
    from clog.model.catalog import Catalog

_IN_TRANSACTION = 1
"""SERVER_STATUS_IN_TRANS of the protocol."""

_VERSION = re.compile(r"(?:5\.5\.5-)?(\d+)\.(\d+)\.(\d+)(.*)")


def open_session(
    url: DatabaseUrl,
    *,
    default_schema: str | None,
    default_catalog: str | None,
    liquibase_schema: str | None,
    liquibase_catalog: str | None,
    history_table: str,
    lock_table: str,
) -> MysqlSession:
    """Open the connection. Schema and catalog are two words for a database here.

    Raises:
        ConnectionFailed: the server is not reached, does not let us in, or PyMySQL is not installed.
    """
    pymysql = _driver()
    url, connection = first_that_answers(
        url, places_of(url), lambda place: connect(pymysql, place), pymysql.Error, reason_of
    )
    version, product = _server(connection.get_server_info())
    database = default_catalog or default_schema or url.database or None
    dialect = dialect_class(product)(version=version, default_catalog=database)
    entrance = f"USE {dialect.quote(database, 'schema')}" if database else ""
    if database and database != url.database:
        try:
            connection.select_db(database)
        except pymysql.Error as error:
            raise failed(url, reason_of(error)) from error
    place = liquibase_catalog or liquibase_schema or database
    tables = Tables(ObjectName(history_table, None, place), ObjectName(lock_table, None, place))
    session = MysqlSession(url, dialect, tables, connection)
    session.entrance = entrance
    return session


class MysqlSession(Session):
    """A connection to MariaDB or MySQL. DDL commits by itself; the next statement opens a transaction again."""

    clock = "UNIX_TIMESTAMP(NOW(6))"
    transient = ("1205", "1213", "1020")
    denied = ("1044", "1142", "1143", "1227", "1370", "1410")
    full = ("3", "28", "1021", "1026", "1030", "1114")

    def __init__(self, url: DatabaseUrl, dialect: Dialect, tables: Tables, connection: Any) -> None:
        pymysql = _driver()
        self.driver_errors = (pymysql.Error, pymysql.Warning)
        self._connection = connection
        super().__init__(url, dialect, tables, connection.user.decode())

    def has_table(self, table: ObjectName) -> bool:
        """Ask information_schema, which compares names as the server does."""
        found = self.query(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?",
            (table.catalog, table.name),
        )
        return bool(found)

    @property
    def script_entrance(self) -> str:
        """Say it where it is not the database of the URL, in which the reader's client is taken to stand as well."""
        return self.entrance if self.dialect.default_catalog != (self.url.database or None) else ""

    def usable(self) -> bool:
        """Ask PyMySQL, which closes its socket when the server has gone."""
        return bool(self._connection.open)

    def again(self) -> MysqlSession:
        """Connect a second time."""
        connection = self._guarded("CONNECT", lambda: connect(_driver(), self.url))
        return MysqlSession(self.url, self.dialect, self.tables, connection)

    def cancel(self) -> None:
        """Cancel the statement from a connection of its own."""
        with self.again() as other:
            other.execute(f"KILL QUERY {self._connection.thread_id()}")

    def limit_waiting(self, seconds: float) -> None:
        """Set how long to wait for tables and for rows, in whole seconds."""
        limit = max(1, round(seconds))
        self.query(f"SET SESSION lock_wait_timeout = {limit}, innodb_lock_wait_timeout = {limit}")

    def session_lock(self, key: str) -> bool:
        """Acquire a lock by name."""
        return bool(self.query("SELECT GET_LOCK(?, 0)", (key,))[0][0] == 1)

    def session_unlock(self, key: str) -> None:
        """Release the lock."""
        self.query("SELECT RELEASE_LOCK(?)", (key,))

    def identity(self) -> str:
        """Return an identity of the connection, and of the server that it is to."""
        return f"{self._connection.thread_id()} {self._server_name()}"

    def is_gone(self, identity: str) -> bool:
        """Return False where the lock is ours: whoever holds the lock by name is there, and we hold it; but each server has its own locks."""
        return identity.partition(" ")[2] == self._server_name()

    def end_session(self, key: str, identity: str) -> bool:
        """End the connection, if it holds the lock by name."""
        number, _, server = identity.partition(" ")
        holder = self.query("SELECT IS_USED_LOCK(?)", (key,))[0][0]
        if holder is None or str(holder) != number or server != self._server_name():
            return False
        self.query(f"KILL {int(number)}")
        return True

    def _server_name(self) -> str:
        host, port = self.query("SELECT @@hostname, @@port")[0]
        return f"{host}:{port}"

    def close(self) -> None:
        """Close the connection; what was not committed is undone."""
        if self._connection.open:
            self._connection.close()

    def _in_transaction(self) -> bool:
        return bool(self._connection.server_status & _IN_TRANSACTION)

    def _execute(self, sql: str, parameters: Sequence[Any]) -> int:
        with self._run(sql, parameters) as cursor:
            count = int(cursor.rowcount)
            while cursor.nextset():  # an error in a later one of several statements comes out here
                count += max(cursor.rowcount, 0)
            return count

    def _execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        head = insert_head(sql)
        with self._connection.cursor() as cursor:
            if head is None:
                return sum([cursor.execute(formatted(sql), tuple(row)) for row in rows])
            blocks = insert_blocks(head, rows, lambda value: str(cursor.mogrify("%s", (value,))))
            return sum([cursor.execute(text) for text in blocks])

    def _query(self, sql: str, parameters: Sequence[Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        with self._run(sql, parameters) as cursor:
            names = tuple(column[0] for column in cursor.description or ())
            return names, list(cursor.fetchall())

    def _run(self, sql: str, parameters: Sequence[Any]) -> Any:
        """Execute it; "%" and "?" are characters like others unless there are parameters."""
        cursor = self._connection.cursor()
        if parameters:
            cursor.execute(formatted(sql), tuple(parameters))
        else:
            cursor.execute(sql)
        return cursor

    def _explain(self, error: BaseException) -> tuple[str, str]:
        number, text = (*error.args, "", "")[:2]
        return (str(text), str(number)) if text else (str(error), "")

    def _make_catalog(self) -> Catalog:
        from clog.database.reflect.mysql import MysqlCatalog

        return MysqlCatalog(self)


def _driver() -> Any:
    """Import PyMySQL."""
    try:
        import pymysql
    except ImportError as error:
        raise ConnectionFailed(
            "the driver for MariaDB and MySQL is not installed", hint='pip install "clog-db[mysql]"'
        ) from error
    return pymysql


def _server(info: str) -> tuple[tuple[int, ...] | None, str]:
    """Read the version: ((10, 11, 19), "mariadb"). Old MariaDB servers put 5.5.5- before it."""
    match = _VERSION.match(info)
    product = "mariadb" if "mariadb" in info.lower() else "mysql"
    return (tuple(int(part) for part in match.groups()[:3]) if match else None), product

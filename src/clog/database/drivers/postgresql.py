"""PostgreSQL through psycopg 3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.placeholders import numbered
from clog.database.session import Session, Tables
from clog.dialects import dialect_class
from clog.errors import ConnectionFailed
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import psycopg

    from clog.database.url import DatabaseUrl
    from clog.dialects.base import Dialect
    from clog.model.catalog import Catalog

_IDLE = 0
_LIBPQ_NAMES: Mapping[str, str] = {
    "sslmode": "sslmode",
    "sslrootcert": "sslrootcert",
    "sslcert": "sslcert",
    "sslkey": "sslkey",
    "sslpassword": "sslpassword",
    "connecttimeout": "connect_timeout",
    "connect_timeout": "connect_timeout",
    "applicationname": "application_name",
    "application_name": "application_name",
    "options": "options",
    "targetservertype": "target_session_attrs",
    "target_session_attrs": "target_session_attrs",
    "gssencmode": "gssencmode",
    "krbsrvname": "krbsrvname",
    "channelbinding": "channel_binding",
}
"""Parameters of the JDBC driver, lower case, and what libpq calls them. Others only tune that driver."""

_TARGETS: Mapping[str, str] = {"primary": "primary", "master": "primary", "secondary": "standby", "slave": "standby"}


def open_session(
    url: DatabaseUrl,
    *,
    default_schema: str | None,
    liquibase_schema: str | None,
    history_table: str,
    lock_table: str,
    **catalogs: str | None,
) -> PostgresqlSession:
    """Connect. Catalogs are databases here, and a connection sees one: they are ignored.

    Raises:
        ConnectionFailed: the server is not reached, does not let us in, or psycopg is not installed.
    """
    del catalogs
    psycopg = _driver()
    try:
        connection = psycopg.connect(**_settings(url), autocommit=True, prepare_threshold=None)
    except psycopg.Error as error:
        raise _failed(url, error) from error
    with connection.cursor() as cursor:
        if default_schema:
            quoted = default_schema.replace('"', '""')
            cursor.execute(f'SET SEARCH_PATH TO "{quoted}", "$user", "public"'.encode())
        cursor.execute(b"SELECT current_schema()")
        row = cursor.fetchone()
    schema = default_schema or (row[0] if row else None) or "public"
    number = connection.info.server_version
    dialect = dialect_class("postgresql")(version=(number // 10000, number % 10000), default_schema=schema)
    place = liquibase_schema or schema
    # Liquibase folds the names of its tables to lower case here, as the server does with names without quotes.
    tables = Tables(ObjectName(history_table.lower(), place), ObjectName(lock_table.lower(), place))
    return PostgresqlSession(url, dialect, tables, connection)


class PostgresqlSession(Session):
    """A connection to PostgreSQL. Text without parameters may hold several statements."""

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

    def as_text(self, value: Any) -> str:
        """Write true and false by one letter."""
        if isinstance(value, bool):
            return "t" if value else "f"
        return super().as_text(value)

    def close(self) -> None:
        """Close the connection; what was not committed is undone."""
        self._connection.close()

    def _in_transaction(self) -> bool:
        return self._connection.pgconn.transaction_status != _IDLE

    def _execute(self, sql: str, parameters: Sequence[Any]) -> int:
        return int(self._run(sql, parameters).rowcount)

    def _execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        cursor = self._raw_cursor(self._connection)
        cursor.executemany(numbered(sql).encode(), rows)
        return int(cursor.rowcount)

    def _query(self, sql: str, parameters: Sequence[Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        cursor = self._run(sql, parameters)
        names = tuple(column.name for column in cursor.description or ())
        return names, cursor.fetchall() if names else []

    def _run(self, sql: str, parameters: Sequence[Any]) -> Any:
        """Send it: by the simple protocol, with "%" and "?" as they are, unless there are parameters."""
        cursor = self._raw_cursor(self._connection)
        if parameters:
            cursor.execute(numbered(sql).encode(), parameters)
        else:
            cursor.execute(sql.encode())
        return cursor

    def _explain(self, error: BaseException) -> tuple[str, str]:
        return str(error).strip(), str(getattr(error, "sqlstate", "") or "")

    def _make_catalog(self) -> Catalog:
        from clog.database.reflect.postgresql import PostgresqlCatalog

        return PostgresqlCatalog(self)


def _driver() -> Any:
    """Import psycopg, which takes as long as all the rest of a short command."""
    try:
        import psycopg
    except ImportError as error:
        raise ConnectionFailed(
            "the driver for PostgreSQL is not installed", hint="pip install clog-db[postgresql]"
        ) from error
    return psycopg


def _settings(url: DatabaseUrl) -> dict[str, Any]:
    """Translate a URL to what libpq knows."""
    user = url.user
    settings: dict[str, Any] = {
        "host": url.host or "localhost",
        "port": url.port or 5432,
        "dbname": url.database or user,
        "user": user,
        "password": url.password,
    }
    for name, value in url.parameters.items():
        known = _LIBPQ_NAMES.get(name.lower())
        if known == "target_session_attrs":
            settings[known] = _TARGETS.get(value.lower(), value)
        elif known:
            settings[known] = value
    if url.parameter("ssl") in {"", "true"}:
        settings.setdefault("sslmode", "verify-full")
    schema = url.parameter("currentSchema")
    if schema:
        settings["options"] = f"{settings.get('options', '')} -c search_path={schema}".strip()
    return {name: value for name, value in settings.items() if value is not None}


def _failed(url: DatabaseUrl, error: Exception) -> ConnectionFailed:
    """Explain why there is no connection, without the password."""
    reason = " ".join(str(error).split())
    if url.password:
        reason = reason.replace(url.password, "***")
    return ConnectionFailed(
        f"cannot connect to {url.shown}: {reason}",
        hint="check --url, --username and --password, and that the server is running and has this database",
    )

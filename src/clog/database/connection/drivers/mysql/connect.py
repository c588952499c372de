"""Connecting to MariaDB and MySQL: from the parameters of a URL to PyMySQL's, and to a session like their drivers'.

Reference: org.mariadb.jdbc.client.impl.StandardClient; com.mysql.cj.jdbc.ConnectionImpl
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.database.connection.drivers.mysql.tls import REQUIRED, tls_mode, tls_settings
from clog.errors import ConnectionFailed, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.database_url import DatabaseUrl

_FOUND_ROWS = 1 << 1
"""CLIENT_FOUND_ROWS of the protocol: an UPDATE counts the rows that it found, changed or not, as with JDBC."""

_IGNORE_SPACE = 1 << 8
"""CLIENT_IGNORE_SPACE: "COUNT (*)" is a call. MariaDB's driver asks for it, MySQL's does not."""

_TLS = 1 << 11
_MULTI_STATEMENTS = 1 << 16
_LONGEST_WAIT = 31_536_000
_ISOLATION = re.compile(r"(?:read-uncommitted|read-committed|repeatable-read|serializable)", re.IGNORECASE)
_PARTS = re.compile(
    r"""(?:'(?:[^'\\]|\\.|'')*+(?:'|.?\Z)|"(?:[^"\\]|\\.|"")*+(?:"|.?\Z)|\([^()]*+\)|[^,;'"()]|[()])++""", re.DOTALL
)
_SCOPED = re.compile(r"@|(?:global|session|local)\s", re.IGNORECASE)


def connect(pymysql: Any, url: DatabaseUrl) -> Any:
    """Open a connection to the one host of a URL, and begin the session as the URL asks.

    Raises:
        ConnectionFailed: the session cannot begin like that.
        UsageError: a value makes no sense.
    """
    required = tls_mode(url) >= REQUIRED
    makes = url.asks("createDatabaseIfNotExist") and bool(url.database)
    try:
        connection = _guarded(pymysql, required=required)(**_settings(url, without_database=makes))
    except RuntimeError as error:  # so PyMySQL says that it needs another package
        raise ConnectionFailed(f"cannot connect to {url.shown}: {error}", hint="pip install cryptography") from error
    try:
        for name, statement in _first_statements(url):
            _begin(pymysql, connection, name, statement)
        if makes:
            quoted = "`" + url.database.replace("`", "``") + "`"
            _begin(pymysql, connection, "createDatabaseIfNotExist", f"CREATE DATABASE IF NOT EXISTS {quoted}")
            connection.select_db(url.database)
        if url.parameter("initSql"):
            _begin(pymysql, connection, "initSql", url.parameter("initSql") or "")
    except BaseException:
        connection.close()
        raise
    return connection


def reason_of(error: BaseException) -> str:
    """Return the server's or the driver's words."""
    return str(error.args[1]) if len(error.args) > 1 else str(error)


def _guarded(pymysql: Any, *, required: bool) -> Any:
    """Return the class of connections, which send no password over a line that was to be protected and is not."""

    def authenticate(connection: Any) -> None:
        if required and not connection.server_capabilities & _TLS:
            raise pymysql.OperationalError(
                2026, "the URL asks for TLS, and the server offers none; no password was sent"
            )
        plain._request_authentication(connection)  # noqa: SLF001 - before it, nothing secret is sent

    plain = pymysql.connections.Connection
    return type("GuardedConnection", (plain,), {"_request_authentication": authenticate})


def _begin(pymysql: Any, connection: Any, name: str, statement: str) -> None:
    """Run a statement that a parameter asks for."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except pymysql.Error as error:
        raise ConnectionFailed(
            f"cannot begin the session as {name} in the URL asks: {reason_of(error)}",
            hint=f"correct {name}; what was sent is: {statement}",
        ) from error


def _first_statements(url: DatabaseUrl) -> Iterator[tuple[str, str]]:
    """Return what a session begins with, and the parameters that ask for it."""
    collation = url.parameter("connectionCollation")
    if collation and url.dialect == "mysql":
        yield "connectionCollation", f"SET collation_connection = {_word('connectionCollation', collation)}"
    variables = url.parameter("sessionVariables")
    if variables:
        yield "sessionVariables", f"SET {session_variables(variables)}"
    if url.dialect == "mysql" and (url.parameter("jdbcCompliantTruncation") or "true").lower() in {"true", "yes"}:
        strict = "CONCAT_WS(',', NULLIF(@@sql_mode, ''), 'STRICT_TRANS_TABLES')"
        yield (
            "jdbcCompliantTruncation",
            f"SET SESSION sql_mode = IF(@@sql_mode LIKE '%STRICT_TRANS%', @@sql_mode, {strict})",
        )
    zone = _zone(url)
    if zone:
        name = "timezone" if url.dialect == "mariadb" else "connectionTimeZone"
        yield name, "SET SESSION time_zone = '{}'".format(zone.replace("'", "''").replace("\\", ""))
    isolation = url.parameter("transactionIsolation")
    if isolation and url.dialect == "mariadb":
        if not _ISOLATION.fullmatch(isolation):
            raise UsageError(f'transactionIsolation cannot be "{isolation}" in the URL', hint="as READ-COMMITTED")
        level = isolation.upper().replace("-", " ")
        yield "transactionIsolation", f"SET SESSION TRANSACTION ISOLATION LEVEL {level}"


def session_variables(written: str) -> str:
    """Write a=1,b='x' as SET takes it: each variable with its scope."""
    parts = [part.strip() for part in _PARTS.findall(written)]
    return ", ".join(part if _SCOPED.match(part) else f"SESSION {part}" for part in parts if part)


def _zone(url: DatabaseUrl) -> str:
    """Find the time zone that a session is to have; empty for the server's."""
    if url.dialect == "mariadb":
        zone = url.parameter("timezone") or ""
    else:
        forced = url.asks("forceConnectionTimeZoneToSession")
        zone = (url.parameter("connectionTimeZone", "serverTimezone") or "LOCAL") if forced else ""
    if zone.lower() in {"", "disabled", "disable", "server"}:
        return ""
    if zone.lower() not in {"auto", "local"}:
        return zone
    from clog.database.connection.local_zone import local_zone

    found = local_zone() or ""
    return "+00:00" if found.rpartition("/")[2] in {"UTC", "GMT", "Universal", "Zulu"} else found


def _word(name: str, value: str) -> str:
    """Accept a value that is one word.

    Raises:
        UsageError: it is not.
    """
    if not re.fullmatch(r"\w+", value):
        raise UsageError(f'{name} cannot be "{value}" in the URL', hint="one word")
    return value


def _milliseconds(url: DatabaseUrl, name: str) -> int | None:
    """Read a number of milliseconds as whole seconds; 0 is for ever."""
    text = url.parameter(name)
    if not text:
        return None
    if not text.isdigit():
        raise UsageError(f'{name} cannot be "{text}" in the URL', hint="a whole number of milliseconds")
    return min(max(1, int(text) // 1000), _LONGEST_WAIT) if int(text) else _LONGEST_WAIT


def _settings(url: DatabaseUrl, *, without_database: bool) -> dict[str, Any]:
    """Translate a URL to what PyMySQL knows."""
    flags = 0 if url.asks("useAffectedRows") else _FOUND_ROWS
    flags |= _IGNORE_SPACE if url.dialect == "mariadb" else 0
    flags |= _MULTI_STATEMENTS if url.asks("allowMultiQueries") else 0
    settings: dict[str, Any] = {
        "host": url.host or "localhost",
        "port": url.port or 3306,
        "user": url.user or "",
        "password": url.password or "",
        "database": None if without_database else url.database or None,
        "charset": "utf8mb4",
        "autocommit": True,
        "client_flag": flags,
        "local_infile": url.asks("allowLoadLocalInfile") or url.asks("allowLocalInfile"),
        "unix_socket": url.parameter("localSocket", "unix_socket"),
        "connect_timeout": _milliseconds(url, "connectTimeout"),
        "read_timeout": _milliseconds(url, "socketTimeout"),
        **tls_settings(url),
    }
    key = url.parameter("serverRsaPublicKeyFile")
    if key:
        try:
            with open(key, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
                settings["server_public_key"] = stream.read()
        except OSError as error:
            raise UsageError(f"cannot read {key}, which the URL names: {error.strerror}") from error
    return {name: value for name, value in settings.items() if value is not None}

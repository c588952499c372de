"""Fresh throwaway databases for tests: where the servers are, and CREATE and DROP DATABASE.

A server is named by CLOG_TEST_POSTGRESQL or CLOG_TEST_MARIADB (a URL with or without `jdbc:`), else it is
expected on loopback with the port and administrator that its package installs and without a password.
"""

from __future__ import annotations

import os
import secrets
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULTS = {
    "postgresql": "postgresql://postgres@127.0.0.1:5432/postgres",
    "mariadb": "mariadb://root@127.0.0.1:3306/",
}
"""Where a server is looked for when the environment names none."""

WAIT = 10
"""Seconds after which a server that does not answer counts as missing."""


class Server(NamedTuple):
    """A database server and the administrator who may create databases."""

    kind: str
    host: str
    port: int
    user: str
    password: str

    def jdbc(self, database: str) -> str:
        """Write the URL of one database as Liquibase takes it."""
        secret = f"&password={self.password}" if self.password else ""
        return f"jdbc:{self.kind}://{self.host}:{self.port}/{database}?user={self.user}{secret}"

    def connect(self, database: str = "") -> Any:
        """Open a PEP 249 connection in autocommit mode."""
        if self.kind == "postgresql":
            import psycopg

            return psycopg.connect(
                host=self.host,
                port=self.port,
                user=self.user,
                password=self.password or None,
                dbname=database or "postgres",
                connect_timeout=WAIT,
                autocommit=True,
            )
        import pymysql

        return pymysql.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            database=database or None,
            connect_timeout=WAIT,
            autocommit=True,
            ssl_disabled=self.host in {"127.0.0.1", "localhost"},  # half of what connecting costs
        )

    def execute(self, statement: str, database: str = "") -> list[tuple[Any, ...]]:
        """Run one statement on a connection of its own and return its rows."""
        with closing(self.connect(database)) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []


def server(kind: str) -> Server:
    """Find the server of a kind from the environment, else from DEFAULTS; skip the test where none is wanted."""
    if os.environ.get("CLOG_TEST_WITHOUT_SERVERS") == "all" and not os.environ.get("CI"):
        import pytest

        pytest.skip("no servers are wanted")
    url = urlsplit(os.environ.get(f"CLOG_TEST_{kind.upper()}", DEFAULTS[kind]).removeprefix("jdbc:"))
    asked = {key: values[-1] for key, values in parse_qs(url.query).items()}
    fallback = urlsplit(DEFAULTS[kind])
    return Server(
        kind,
        url.hostname or "127.0.0.1",
        url.port or fallback.port or 0,
        unquote(url.username or asked.get("user", fallback.username or "")),
        unquote(url.password or asked.get("password", "")),
    )


@contextmanager
def fresh_database(kind: str) -> Iterator[str]:
    """Create an empty database, yield its JDBC URL, and drop it with all connections to it.

    On MariaDB, where schemas are databases, those whose names begin with its name go too.
    """
    at = server(kind)
    name = f"clog_test_{secrets.token_hex(6)}"
    at.execute(f"CREATE DATABASE {name}")
    try:
        yield at.jdbc(name)
    finally:
        if kind == "postgresql":
            at.execute(f"DROP DATABASE {name} WITH (FORCE)")
        else:
            with closing(at.connect("")) as connection, closing(connection.cursor()) as cursor:
                cursor.execute("SET foreign_key_checks = 0")
                cursor.execute(f"SHOW DATABASES LIKE '{name}%'")
                for (found,) in cursor.fetchall():
                    cursor.execute(f"DROP DATABASE `{found}`")

"""What to do when a database cannot be reached: advice about URLs and about the words in which a server refuses."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_ONLY_OFFLINE = {
    "asany": "asany", "db2": "db2", "as400": "db2", "derby": "derby", "firebird": "firebird", "firebirdsql": "firebird",
    "h2": "h2", "hsqldb": "hsqldb", "informix-sqli": "informix", "informix": "informix", "ingres": "ingres",
    "jtds": "mssql", "microsoft": "mssql", "mssql": "mssql", "oracle": "oracle", "snowflake": "snowflake",
    "sqlanywhere": "asany", "sqlserver": "mssql", "sybase": "sybase",
}  # fmt: skip
"""Schemes of databases that clog writes SQL for, with the name of the dialect."""

_SPEAK_POSTGRESQL = frozenset(("cockroach", "cockroachdb", "edb", "pgsql", "redshift", "yugabytedb"))

_ALL = (
    "use jdbc:sqlite:FILE, jdbc:postgresql://HOST/DATABASE, jdbc:mariadb://HOST/DATABASE, "
    "jdbc:mysql://HOST/DATABASE, or offline:DIALECT for SQL without a database"
)

_REASONS = (
    (
        ("too many connections", "too many clients", "connection slots", "max_user_connections", "connection limit"),
        "the server has no connection left: end sessions that nobody needs, or run the command again later",
    ),
    (
        ("too many errors", "connection errors", "is blocked"),
        "the server has shut this host out: mariadb-admin flush-hosts lets it in again",
    ),
    (
        ("starting up", "shutting down", "not yet accepting", "not currently accepting", "recovery mode"),
        "the server is not ready: run the command again in a moment",
    ),
    (("refused", "no route", "unreachable"), "is the server running there? check host and port in --url"),
    (
        ("timed out", "timeout"),
        (
            "the host does not answer: check host and port in --url, and firewalls on the way; "
            "connectTimeout in --url says how long to wait"
        ),
    ),
    (
        ("resolve", "name resolution", "name or service", "getaddrinfo", "nodename"),
        "no such host is known: check its name in --url",
    ),
    (
        ("pg_hba", "not allowed to connect", "require_secure_transport"),
        (
            "the server lets nobody in like this: as this user, from this host, or without TLS; "
            "pg_hba.conf and CREATE USER say who may come, sslmode=require (sslMode=trust) in --url asks for TLS"
        ),
    ),
    (
        ("permission denied", "to database"),
        (
            "this user may not connect to this database: GRANT CONNECT ON DATABASE (GRANT ... ON database.*) lets it, "
            "or connect as another user with --username"
        ),
    ),
    (
        ("unknown database", 'database "'),
        "make the database first (CREATE DATABASE), or correct its name in --url",
    ),
    (
        ("password authentication", "no password supplied", "access denied", "authentication", "role ", "to log in"),
        (
            "check --username and the password: LIQUIBASE_COMMAND_PASSWORD, --password-file, --password-command "
            "or --password-keyring"
        ),
    ),
    (
        ("certificate", "root.crt", "hostname mismatch"),
        (
            "the certificate is not trusted: name its authority in --url, by sslrootcert=FILE (PostgreSQL) or "
            "serverSslCert=FILE (MariaDB, MySQL), and the host as the certificate does"
        ),
    ),
    (
        ("ssl", "tls", "channel binding", "gssapi encryption"),
        (
            "the server does not protect the connection as --url asks: switch TLS on there; only where the way to it "
            "is safe, take sslmode or sslMode out of --url"
        ),
    ),
    (
        ("session is", "hot standby", "standby mode", "recovery"),
        "none of the hosts is of the kind that targetServerType asks for",
    ),
    (
        ("invalid value for parameter", "unrecognized configuration parameter", "requires a value"),
        "what --url asks for is no setting of the server: look at currentSchema and options in it",
    ),
)


def advice_on_url(url: str, scheme: str, known: Collection[str], inner: str = "") -> str:
    """Say which URL may be meant.

    Args:
        url: as given, without secrets.
        scheme: what it begins with, behind jdbc: and in lower case.
        known: the schemes of databases that clog connects to.
        inner: the word behind the scheme, in lower case: that of the database, where a driver wraps another one.
    """
    if name := _ONLY_OFFLINE.get(scheme) or _ONLY_OFFLINE.get(inner):
        return f"clog cannot connect to this kind of database yet; --url=offline:{name} writes its SQL: clog update-sql --url=offline:{name}"
    if inner in known:
        return f"drivers that wrap others are not here; write the URL of the database itself: jdbc:{inner}:..."
    if scheme in _SPEAK_POSTGRESQL:
        return "if it speaks the protocol of PostgreSQL: jdbc:postgresql://HOST/DATABASE"
    close = get_close_matches(scheme, known, 1, 0.7)
    if close:
        return f"did you mean jdbc:{close[0]}:? {_ALL}"
    if ":" not in url and (os.path.exists(url) or url.endswith((".db", ".sqlite", ".sqlite3"))):  # noqa: PTH110 - pathlib costs start-up time
        return f"did you mean jdbc:sqlite:{url}?"
    return _ALL


def advice_on_refusal(reason: str) -> str:
    """Say what to do about the words in which a server, or the way to it, refused."""
    words = reason.lower()
    for marks, advice in _REASONS:
        if any(mark in words for mark in marks):
            return advice
    return "check --url, --username and --password, and that the server is running and has this database"


def advice_on_file(path: str, reason: str) -> str:
    """Say what to do about an SQLite file that cannot be opened."""
    folder = os.path.dirname(path) or "."  # noqa: PTH120 - as above
    if os.path.isdir(path):  # noqa: PTH112 - as above
        return f"{path} is a folder: name a file in it"
    if not os.path.isdir(folder):  # noqa: PTH112 - as above
        return f"there is no folder {folder}: make it first"
    if "not a database" in reason or "malformed" in reason:
        return "the file is damaged or no SQLite database: take another file, or a copy from before"
    return "you need the right to read and write this file and its folder"

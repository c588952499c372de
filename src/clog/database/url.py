"""Database URLs in Liquibase's spelling (jdbc:..., offline:...) and in the usual one (postgresql://...).

`urllib.parse` is not used: importing it costs as much as reading a small change log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT_OF_SCHEME: Mapping[str, str] = {
    "sqlite": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mariadb": "mariadb",
    "mysql": "mysql",
}
"""Dialects that clog connects to, by URL scheme. MySQL and MariaDB are told apart by the server."""

DEFAULT_PORTS: Mapping[str, int] = {"postgresql": 5432, "mariadb": 3306, "mysql": 3306}

_ESCAPE = re.compile(rb"%([0-9a-fA-F]{2})")
_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>\d+))?")
_MULTI_HOST = re.compile(r"^(?:sequential|loadbalance|replication|load-balance-read|failover|aurora):", re.IGNORECASE)


class DatabaseUrl(Value):
    """A URL taken apart. Neither `repr` nor `shown` ever hold the password.

    Attributes:
        dialect: short name of the dialect; for mysql and mariadb the server decides.
        shown: the URL as people see it: without user, password and query.
        host, port: of a server; the host may be empty, which means this machine.
        database: name of the database, path of the SQLite file; empty where none is given.
        user, password: as given in the URL, else None.
        parameters: what stands behind "?", decoded; user and password are taken out.
        offline: whether there is no database behind it, only a history file.
    """

    dialect: str
    shown: str
    host: str = ""
    port: int = 0
    database: str = ""
    user: str | None = None
    password: str | None = None
    parameters: Mapping[str, str] = {}
    offline: bool = False

    def __repr__(self) -> str:
        return f"DatabaseUrl({self.shown!r})"

    def parameter(self, name: str) -> str | None:
        """Give a parameter without regard to the case of its name; None when absent."""
        wanted = name.lower()
        return next((value for key, value in self.parameters.items() if key.lower() == wanted), None)


def parse_url(url: str) -> DatabaseUrl:
    """Take a database URL apart.

    Raises:
        UsageError: the scheme is unknown, or the rest makes no sense.
    """
    if url.startswith("offline:"):
        return _offline(url)
    jdbc = url[:5].lower() == "jdbc:"
    scheme, _, rest = url[5:].partition(":") if jdbc else url.partition(":")
    scheme = scheme.lower().partition("+")[0]
    dialect = DIALECT_OF_SCHEME.get(scheme)
    if dialect is None:
        from clog.database.advice import advice_on_url

        shown = without_secrets(url)
        raise UsageError(
            f'"{shown}" is not a URL of a database that clog can connect to',
            hint=advice_on_url(shown, scheme, DIALECT_OF_SCHEME),
        )
    prefix = f"jdbc:{scheme}" if jdbc else scheme
    return _sqlite(prefix, rest, jdbc=jdbc) if dialect == "sqlite" else _server(dialect, prefix, rest)


def shown_url(url: str | None) -> str:
    """Write a URL without what is secret in it; one that cannot be read is not shown at all."""
    try:
        return parse_url(url).shown if url else ""
    except UsageError:
        return "***"


def unquote(text: str) -> str:
    """Decode %XX escapes as UTF-8."""
    if "%" not in text:
        return text
    return _ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), text.encode()).decode(errors="replace")


def without_secrets(url: str) -> str:
    """Cut off what may hold a password: the query, and user:password before the host."""
    return re.sub(r"//[^/?]*@", "//", re.split(r"[?;]", url, maxsplit=1)[0])


def _query(text: str) -> dict[str, str]:
    """Read name=value pairs separated by & (or ;)."""
    found: dict[str, str] = {}
    for pair in re.split("[&;]", text):
        name, _, value = pair.partition("=")
        if name:
            found.setdefault(unquote(name), unquote(value))
    return found


def _offline(url: str) -> DatabaseUrl:
    """Read offline:DIALECT?changeLogFile=...; nothing in it is secret."""
    dialect, _, query = url.removeprefix("offline:").partition("?")
    if not dialect:
        raise UsageError(f'"{url}" names no database', hint="for example offline:postgresql")
    return DatabaseUrl(dialect=dialect.lower(), shown=url, parameters=_query(query), offline=True)


def _sqlite(prefix: str, rest: str, *, jdbc: bool) -> DatabaseUrl:
    """Read jdbc:sqlite:FILE?pragma=value, or sqlite:///FILE as SQLAlchemy writes it."""
    path, _, query = rest.partition("?")
    shown = f"{prefix}:{path}"
    if path.startswith("//"):
        path = path[2:]
        # sqlite:///relative and sqlite:////absolute; jdbc:sqlite:///absolute
        path = path.removeprefix("/") if not jdbc else path
    return DatabaseUrl("sqlite", shown, database=unquote(path) if not jdbc else path, parameters=_query(query))


def _refuse_odd_password(rest: str) -> None:
    """Refuse a URL whose password is not escaped, so that it would be cut in the wrong place, and shown in part.

    Raises:
        UsageError: an "@" stands where none can be.
    """
    if not rest.startswith("//"):
        return
    authority = re.split(r"[/?]", rest[2:], maxsplit=1)[0]
    later = rest[2 + len(authority) :]
    plain = "@" not in authority and all(map(_HOST.fullmatch, authority.split(",")))
    if "@" in later and not (plain and "@" not in later.partition("?")[0]):
        raise UsageError(
            "the password in --url has characters that stand for something else in a URL",
            hint="write @ as %40, / as %2F, : as %3A, ? as %3F and % as %25, or give it with --password-file or LIQUIBASE_COMMAND_PASSWORD",
        )


def _server(dialect: str, prefix: str, rest: str) -> DatabaseUrl:
    """Read //user:password@host:port/database?name=value; jdbc:postgresql:database has no host."""
    _refuse_odd_password(rest)
    rest, _, query = rest.partition("?")
    rest = _MULTI_HOST.sub("", rest)
    authority, database = "", rest
    if rest.startswith("//"):
        authority, _, database = rest[2:].partition("/")
    login, _, hosts = authority.rpartition("@")
    match = _HOST.fullmatch(hosts.partition(",")[0])
    if match is None:
        raise UsageError(
            f'"{prefix}:{without_secrets(rest)}" has no host that makes sense',
            hint="HOST or HOST:PORT, the port a number",
        )
    user, colon, password = login.partition(":")
    parameters = _query(query)
    port = int(match["port"]) if match["port"] else DEFAULT_PORTS[dialect]
    # The MariaDB driver leaves its usual port out; messages and scripts are compared with its text.
    shown_hosts = hosts.removesuffix(":3306") if dialect == "mariadb" else hosts
    shown = f"{prefix}:" + (f"//{shown_hosts}/{database}" if rest.startswith("//") else database)
    return DatabaseUrl(
        dialect,
        shown,
        host=unquote(match["host"].strip("[]")),
        port=port,
        database=unquote(database),
        user=unquote(user) if user else parameters.pop("user", None),
        password=unquote(password) if colon else parameters.pop("password", None),
        parameters={name: value for name, value in parameters.items() if name not in {"user", "password"}},
    )

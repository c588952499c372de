"""Database URLs in Liquibase's spelling (jdbc:..., offline:...) and in the usual one (postgresql://...).

`urllib.parse` is not used: importing it costs as much as reading a small change log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.escapes import unquote
from clog.database.connection.url_secrets import has_odd_password, without_secrets
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

_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:()=]*)(?::(?P<port>\d+))?")
_ADDRESS = re.compile(r"(?:address=)?(?P<parts>(?:\([^()]*\))+)", re.IGNORECASE)
_BETWEEN_HOSTS = re.compile(r",(?![^()]*\))")
_MULTI_HOST = re.compile(r"^(sequential|loadbalance|replication|load-balance-read|failover|aurora):", re.IGNORECASE)
_ADDRESS_KEYS = frozenset(("host", "port", "type", "priority"))
_REPLICAS = frozenset(("slave", "replica", "secondary"))


class DatabaseUrl(Value):
    """A URL taken apart. Neither `repr` nor `shown` ever hold the password.

    Attributes:
        dialect: short name of the dialect; for mysql and mariadb the server decides.
        shown: the URL as people see it: without user, password and query.
        host, port: of a server; the host may be empty, which means this machine.
        others: hosts and ports that are tried after the first, in order.
        database: name of the database, path of the SQLite file; empty where none is given.
        user, password: as given in the URL, else None.
        parameters: what stands behind "?", decoded; user and password are taken out.
        offline: whether there is no database behind it, only a history file.
        jdbc: whether it is written as for JDBC, whose drivers know other parameters and prefer the user of the URL.
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
    jdbc: bool = False
    others: tuple[tuple[str, int], ...] = ()

    def __repr__(self) -> str:
        return f"DatabaseUrl({self.shown!r})"

    @property
    def hosts(self) -> tuple[tuple[str, int], ...]:
        """All hosts with their ports, in the order in which they are tried."""
        return ((self.host, self.port), *self.others)

    def parameter(self, *names: str) -> str | None:
        """Return the first parameter of these names, without regard to case; None when all are absent."""
        given = {key.lower(): value for key, value in self.parameters.items()}
        return next((given[name.lower()] for name in names if name.lower() in given), None)

    def asks(self, *names: str) -> bool:
        """Return whether a parameter of these names says yes, or nothing, which means yes."""
        return (self.parameter(*names) or "").lower() in {"true", "yes", "on", "1"} or self.parameter(*names) == ""

    def with_more(self, properties: Mapping[str, str]) -> DatabaseUrl:
        """Add parameters from elsewhere; those of the URL are stronger. User and password are left to the caller."""
        if not properties or self.offline:
            return self
        given = {name.lower() for name in self.parameters} | {"user", "password"}
        more = {name: value for name, value in properties.items() if name.lower() not in given}
        return self.replace(parameters={**more, **self.parameters})


def parse_url(url: str) -> DatabaseUrl:
    """Parse a database URL.

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
        from clog.database.connection.hints import advice_on_url

        shown = without_secrets(url)
        raise UsageError(
            f'"{shown}" is not a URL of a database that clog can connect to',
            hint=advice_on_url(shown, scheme, DIALECT_OF_SCHEME),
        )
    prefix = f"jdbc:{scheme}" if jdbc else scheme
    if dialect == "sqlite":
        return _sqlite(prefix, rest, jdbc=jdbc)
    return _server(dialect, prefix, rest, jdbc=jdbc)


def shown_url(url: str | None) -> str:
    """Write a URL without what is secret in it; one that cannot be read is not shown at all."""
    try:
        return parse_url(url).shown if url else ""
    except UsageError:
        return "***"


def _as_written(text: str) -> str:
    """Decode nothing: the drivers of MariaDB and SQLite take parameters as they stand."""
    return text


def _as_form(text: str) -> str:
    """Decode as the drivers of PostgreSQL and MySQL do: "+" is a blank."""
    return unquote(text.replace("+", " "))


_DECODERS = {"mariadb": _as_written, "sqlite": _as_written, "postgresql": _as_form, "mysql": _as_form}


def _query(text: str, dialect: str = "", *, jdbc: bool = False) -> dict[str, str]:
    """Read name=value pairs separated by & (or ; where the URL is none of JDBC); the last one of a name counts."""
    decode = _DECODERS.get(dialect, unquote) if jdbc else unquote
    found: dict[str, str] = {}
    for pair in text.split("&") if jdbc else re.split("[&;]", text):
        name, _, value = pair.partition("=")
        if name:
            found[decode(name)] = decode(value)
    return found


def _offline(url: str) -> DatabaseUrl:
    """Read offline:DIALECT?changeLogFile=...; nothing in it is secret."""
    dialect, _, query = url.removeprefix("offline:").partition("?")
    if not dialect:
        raise UsageError(f'"{url}" names no database', hint="for example offline:postgresql")
    dialect = dialect.lower()
    return DatabaseUrl(
        dialect=DIALECT_OF_SCHEME.get(dialect, dialect), shown=url, parameters=_query(query), offline=True
    )


def _sqlite(prefix: str, rest: str, *, jdbc: bool) -> DatabaseUrl:
    """Read jdbc:sqlite:FILE?pragma=value, or sqlite:///FILE as SQLAlchemy writes it."""
    path, _, query = rest.partition("?")
    shown = f"{prefix}:{path}"
    if path.startswith(":resource:"):
        raise UsageError(f'"{shown}" lies on the class path of a Java program', hint=f"name a file: {prefix}:FILE")
    if path.startswith("//"):
        path = path[2:]
        # sqlite:///relative and sqlite:////absolute; jdbc:sqlite:///absolute and jdbc:sqlite://absolute
        path = path.removeprefix("/") if not jdbc else "/" + path.removeprefix("/")
    parameters = _query(query, "sqlite", jdbc=jdbc)
    return DatabaseUrl("sqlite", shown, database=unquote(path) if not jdbc else path, parameters=parameters, jdbc=jdbc)


def _server(dialect: str, prefix: str, rest: str, *, jdbc: bool) -> DatabaseUrl:
    """Read //user:password@host:port/database?name=value; jdbc:postgresql:database has no host."""
    mode = _MULTI_HOST.match(rest)
    rest = rest[mode.end() :] if mode else rest
    if has_odd_password(rest):
        raise UsageError(
            "the password in --url has characters that stand for something else in a URL",
            hint="write @ as %40, / as %2F, : as %3A, ? as %3F and % as %25, or give it with --password-file or LIQUIBASE_COMMAND_PASSWORD",
        )
    whole = rest
    rest, _, query = whole.partition("?")
    parameters = _query(query, dialect, jdbc=jdbc)
    authority, database = "", rest
    if rest.startswith("//"):
        authority, _, database = rest[2:].partition("/")
    elif dialect != "postgresql" or any(mark in rest for mark in "/:@"):
        raise _senseless(prefix, whole)
    login, _, written = authority.rpartition("@")
    hosts = _hosts(written, dialect, replication=mode is not None and mode[1].lower() == "replication")
    if not hosts:
        raise _senseless(prefix, whole)
    user, colon, password = login.partition(":")
    names = {name if dialect == "postgresql" else name.lower(): name for name in parameters}
    said = {name: parameters.pop(names[name], None) for name in ("user", "password") if name in names}
    shown = f"{prefix}:" + (f"//{_shown_hosts(written, hosts, dialect)}/{database}" if authority else rest)
    decode = _DECODERS[dialect] if jdbc else unquote
    url = DatabaseUrl(
        dialect,
        shown,
        host=hosts[0][0],
        port=hosts[0][1],
        database=decode(database),
        user=unquote(user) if user else said.get("user"),
        password=unquote(password) if colon else said.get("password"),
        parameters=parameters,
        jdbc=jdbc,
        others=hosts[1:],
    )
    return _as_parameters_say(url) if dialect == "postgresql" else url


def _senseless(prefix: str, rest: str) -> UsageError:
    """Make the error for a URL that does not say where to connect."""
    return UsageError(
        f'"{without_secrets(f"{prefix}:{rest}")}" has no host that makes sense',
        hint=f"{prefix}://HOST/DATABASE or {prefix}://HOST:PORT/DATABASE, the port a number",
    )


def _hosts(written: str, dialect: str, *, replication: bool) -> tuple[tuple[str, int], ...]:
    """Read host:port,host:port or address=(host=..)(port=..); none where one of them makes no sense.

    Replicas are left out, for they cannot be written: those that are called so, and all but the first in
    the mode "replication" where none has a type.
    """
    found: list[tuple[str, int, str]] = []
    for one in _BETWEEN_HOSTS.split(written):
        match = _HOST.fullmatch(one)
        if match is not None:
            port = int(match["port"] or DEFAULT_PORTS[dialect])
            found.append((unquote(match["host"].strip("[]")), port, ""))
            continue
        address = _ADDRESS.fullmatch(one)
        parts = re.findall(r"([^(),=\s]+)\s*=\s*([^(),]*)", address["parts"]) if address else []
        values = {key.lower(): value.strip() for key, value in parts}
        if not values.get("host") or values.keys() - _ADDRESS_KEYS or not values.get("port", "0").isdigit():
            return ()
        found.append((values["host"], int(values.get("port", DEFAULT_PORTS[dialect])), values.get("type", "").lower()))
    if replication and not any(kind for _, _, kind in found):
        found = found[:1]
    return tuple((host, port) for host, port, kind in found if kind not in _REPLICAS)


def _shown_hosts(written: str, hosts: tuple[tuple[str, int], ...], dialect: str) -> str:
    """Write the hosts as people see them.

    The MariaDB driver leaves its usual port out; messages and scripts are compared with its text.
    """
    if "(" in written:
        return ",".join(f"{host}:{port}" for host, port in hosts)
    if dialect == "mariadb":
        return ",".join(one.removesuffix(":3306") for one in written.split(","))
    return written


def _as_parameters_say(url: DatabaseUrl) -> DatabaseUrl:
    """Apply PGHOST, PGPORT and PGDBNAME; they are stronger than what stands before them."""
    given = url.parameters
    host, port = given.get("PGHOST", url.host), given.get("PGPORT", "")
    if "PGHOST" not in given and not port.isdigit() and "PGDBNAME" not in given:
        return url
    return url.replace(
        host=host,
        port=int(port) if port.isdigit() else url.port,
        database=given.get("PGDBNAME", url.database),
        others=() if "PGHOST" in given or port else url.others,
    )

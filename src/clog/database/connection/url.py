"""Database URLs in Liquibase's spelling (jdbc:..., offline:...) and in the usual one (postgresql://...).

`urllib.parse` is not used: importing it costs as much as reading a small change log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.database_url import DatabaseUrl
from clog.database.connection.drivers import driver_of_scheme, drivers
from clog.database.connection.escapes import unquote
from clog.database.connection.url_secrets import has_odd_password, without_secrets
from clog.declare import dialect_names
from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.database.connection.driver import Driver

_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:()=]*)(?::(?P<port>\d+))?")
_ADDRESS = re.compile(r"(?:address=)?(?P<parts>(?:\([^()]*\))+)", re.IGNORECASE)
_HOSTS = re.compile(r"(?:\A|,)((?:\([^()]*+(?:\)|\Z)|[^,(])*+)")
_MULTI_HOST = re.compile(r"^(sequential|loadbalance|replication|load-balance-read|failover|aurora):", re.IGNORECASE)
_ADDRESS_KEYS = frozenset(("host", "port", "type", "priority"))
_REPLICAS = frozenset(("slave", "replica", "secondary"))


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
    driver = driver_of_scheme(scheme)
    if driver is None:
        from clog.database.connection.hints import advice_on_url

        shown = without_secrets(url)
        raise UsageError(
            f'"{shown}" is not a URL of a database that clog can connect to',
            hint=advice_on_url(
                shown, scheme, [name for one in drivers() for name in one.schemes], rest.partition(":")[0].lower()
            ),
        )
    prefix = f"jdbc:{scheme}" if jdbc else scheme
    if driver.is_file:
        return _file(driver, prefix, rest, jdbc=jdbc)
    return _server(driver, prefix, rest, jdbc=jdbc)


def shown_url(url: str | None) -> str:
    """Write a URL without what is secret in it; one that cannot be read is not shown at all."""
    try:
        return parse_url(url).shown if url else ""
    except UsageError:
        return "***"


def _query(text: str, decode: Callable[[str], str] = unquote, *, jdbc: bool = False) -> dict[str, str]:
    """Read name=value pairs separated by & (or ; where the URL is none of JDBC); the last one of a name counts."""
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
    driver = None if dialect in dialect_names() else driver_of_scheme(dialect)
    return DatabaseUrl(driver.name if driver else dialect, shown=url, parameters=_query(query), offline=True)


def _file(driver: Driver, prefix: str, rest: str, *, jdbc: bool) -> DatabaseUrl:
    """Read jdbc:sqlite:FILE?pragma=value, or sqlite:///FILE as SQLAlchemy writes it."""
    path, _, query = rest.partition("?")
    shown = f"{prefix}:{path}"
    if path.startswith(":resource:"):
        raise UsageError(f'"{shown}" lies on the class path of a Java program', hint=f"name a file: {prefix}:FILE")
    if path.startswith("//"):
        path = path[2:]
        # sqlite:///relative and sqlite:////absolute; jdbc:sqlite:///absolute and jdbc:sqlite://absolute
        path = path.removeprefix("/") if not jdbc else "/" + path.removeprefix("/")
    parameters = _query(query, driver.decode if jdbc else unquote, jdbc=jdbc)
    database = path if jdbc else unquote(path)
    return DatabaseUrl(driver.name, shown, database=database, parameters=parameters, jdbc=jdbc)


def _server(driver: Driver, prefix: str, rest: str, *, jdbc: bool) -> DatabaseUrl:
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
    decode = driver.decode if jdbc else unquote
    parameters = _query(query, decode, jdbc=jdbc)
    authority, database = "", rest
    if rest.startswith("//"):
        authority, _, database = rest[2:].partition("/")
    elif driver.needs_host or any(mark in rest for mark in "/:@"):
        raise _senseless(prefix, whole)
    login, _, written = authority.rpartition("@")
    hosts = _hosts(written, driver.port, replication=mode is not None and mode[1].lower() == "replication")
    if not hosts:
        raise _senseless(prefix, whole)
    user, colon, password = login.partition(":")
    names = {name if driver.exact_parameters else name.lower(): name for name in parameters}
    said = {name: parameters.pop(names[name], None) for name in ("user", "password") if name in names}
    shown = f"{prefix}:" + (f"//{_shown_hosts(written, hosts, driver)}/{database}" if authority else rest)
    url = DatabaseUrl(
        driver.name,
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
    return driver.complete(url)


def _senseless(prefix: str, rest: str) -> UsageError:
    """Make the error for a URL that does not say where to connect."""
    return UsageError(
        f'"{without_secrets(f"{prefix}:{rest}")}" has no host that makes sense',
        hint=f"{prefix}://HOST/DATABASE or {prefix}://HOST:PORT/DATABASE, the port a number",
    )


def _hosts(written: str, usual: int, *, replication: bool) -> tuple[tuple[str, int], ...]:
    """Read host:port,host:port or address=(host=..)(port=..); none where one of them makes no sense.

    Replicas are left out, for they cannot be written: those that are called so, and all but the first in
    the mode "replication" where none has a type.
    """
    found: list[tuple[str, int, str]] = []
    for one in _HOSTS.findall(written):
        match = _HOST.fullmatch(one)
        if match is not None:
            port = int(match["port"] or usual)
            found.append((unquote(match["host"].strip("[]")), port, ""))
            continue
        address = _ADDRESS.fullmatch(one)
        parts = re.findall(r"([^(),=\s]+)\s*=\s*([^(),]*)", address["parts"]) if address else []
        values = {key.lower(): value.strip() for key, value in parts}
        if not values.get("host") or values.keys() - _ADDRESS_KEYS or not values.get("port", "0").isdigit():
            return ()
        found.append((values["host"], int(values.get("port", usual)), values.get("type", "").lower()))
    if replication and not any(kind for _, _, kind in found):
        found = found[:1]
    return tuple((host, port) for host, port, kind in found if kind not in _REPLICAS)


def _shown_hosts(written: str, hosts: tuple[tuple[str, int], ...], driver: Driver) -> str:
    """Write the hosts as people see them.

    The MariaDB driver leaves its usual port out; messages and scripts are compared with its text.
    """
    if "(" in written:
        return ",".join(f"{host}:{port}" for host, port in hosts)
    if not driver.shows_usual_port:
        return ",".join(one.removesuffix(f":{driver.port}") for one in written.split(","))
    return written

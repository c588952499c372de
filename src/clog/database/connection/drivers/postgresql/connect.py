"""Connecting to PostgreSQL: from the parameters of a URL to those of libpq, and to a session like that of pgjdbc.

Reference: org.postgresql.core.v3.ConnectionFactoryImpl
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from clog.database.connection.hosts import places_of
from clog.database.connection.local_zone import local_zone, posix_zone
from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clog.database.connection.database_url import DatabaseUrl

_LIBPQ_NAMES: Mapping[str, str] = {
    "ApplicationName": "application_name",
    "application_name": "application_name",
    "kerberosServerName": "krbsrvname",
    "krbsrvname": "krbsrvname",
    "options": "options",
}
"""Parameters that libpq takes as they are, with its names for them."""

_PROTECTING: Mapping[str, str] = {
    "sslrootcert": "sslrootcert",
    "sslcert": "sslcert",
    "sslkey": "sslkey",
    "sslpassword": "sslpassword",
    "sslnegotiation": "sslnegotiation",
    "channelbinding": "channel_binding",
    "channel_binding": "channel_binding",
    "requireauth": "require_auth",
    "require_auth": "require_auth",
    "gssencmode": "gssencmode",
}
"""The same of those that protect, in lower case: they are heeded in any spelling."""

_TARGETS: Mapping[str, tuple[str, ...]] = {
    "any": ("any",),
    "primary": ("primary",),
    "master": ("primary",),
    "secondary": ("standby",),
    "slave": ("standby",),
    "standby": ("standby",),
    "read-write": ("read-write",),
    "read-only": ("read-only",),
    "preferPrimary": ("primary", "any"),
    "preferSecondary": ("standby", "any"),
    "preferSlave": ("standby", "any"),
    "prefer-standby": ("standby", "any"),
}
"""Kinds of servers that are looked for, one after the other, by pgjdbc's names and by libpq's."""

_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_ANSWER = re.compile(r"failed: (\w+) ?: ")


def attempts(url: DatabaseUrl) -> list[DatabaseUrl]:
    """Return what is to be tried, in order: each host, for each kind of server that will do.

    Raises:
        UsageError: there is no such kind.
    """
    written = url.parameters.get("targetServerType") or url.parameters.get("target_session_attrs") or "any"
    kinds = _TARGETS.get(written)
    if kinds is None:
        raise UsageError(
            f'targetServerType cannot be "{written}"',
            hint="any, primary, secondary, preferPrimary or preferSecondary, spelled like this",
        )
    places = places_of(url)
    if url.parameters.get("loadBalanceHosts", "").lower() == "true":
        from random import shuffle

        shuffle(places)
    return [
        place.replace(parameters={**place.parameters, "targetServerType": kind}) for kind in kinds for place in places
    ]


def connect(psycopg: Any, url: DatabaseUrl) -> Any:
    """Open a connection to the one host of a URL, in the state in which pgjdbc's begin."""
    settings = _settings(url)
    with _startup():
        connection = psycopg.connect(**settings, autocommit=True, prepare_threshold=None)
    try:
        connection.execute(b"SET extra_float_digits = 3")
    except psycopg.Error:
        connection.close()
        raise
    return connection


def reason_of(error: BaseException) -> str:
    """Return the driver's words in one line."""
    return " ".join(str(error).split())


def is_final(reason: str) -> bool:
    """Return whether a server has answered, and said no; it writes FATAL, in its language, before its words."""
    match = _ANSWER.search(reason)
    return match is not None and match[1].isupper()


@contextmanager
def _startup() -> Iterator[None]:
    """Return options for libpq: ISO dates and the time zone of this machine; it takes them from here alone."""
    zone = local_zone()
    wanted = {"PGDATESTYLE": "ISO", **({"PGTZ": posix_zone(zone)} if zone else {})}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _settings(url: DatabaseUrl) -> dict[str, Any]:
    """Translate a URL to what libpq knows.

    Raises:
        UsageError: a value makes no sense.
    """
    given = url.parameters
    settings: dict[str, Any] = {
        "keepalives_idle": 30,  # a server that vanished is noticed in a minute, not in two hours
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "client_encoding": "UTF8",
        "host": url.host or "localhost",
        "port": url.port or 5432,
        "dbname": url.database or url.user,
        "user": url.user,
        "password": url.password,
        "sslmode": _ssl_mode(url),
        "target_session_attrs": given.get("targetServerType"),
    }
    for name, value in given.items():
        known = _LIBPQ_NAMES.get(name) or _PROTECTING.get(name.lower())
        if known:
            settings[known] = value
    if settings.get("gssencmode") == "allow":
        settings["gssencmode"] = "prefer"
    if url.parameter("sslfactory") == "org.postgresql.ssl.DefaultJavaSSLFactory":
        settings["sslrootcert"] = "system"
    limits = [_seconds(url, name) for name in ("connectTimeout", "connect_timeout", "loginTimeout") if name in given]
    if any(limits):
        settings["connect_timeout"] = min(filter(None, limits))
    added = []
    if "currentSchema" in given:
        added.append(f"search_path={given['currentSchema']}")
    if _is_true(url, "readOnly") and given.get("readOnlyMode") != "ignore":
        added.append("default_transaction_read_only=on")
    for option in added:
        settings["options"] = f"{settings.get('options', '')} -c {_escaped(option)}".strip()
    return {name: value for name, value in settings.items() if value is not None}


def _escaped(option: str) -> str:
    """Write an option so that the server takes it for one: a blank in it ends none."""
    return re.sub(r"([\\\s])", r"\\\1", option)


def _is_true(url: DatabaseUrl, name: str) -> bool:
    """Return whether a parameter says true; java.lang.Boolean takes nothing else for it."""
    return url.parameters.get(name, "").lower() == "true"


def _seconds(url: DatabaseUrl, name: str) -> int:
    """Read a number of seconds."""
    try:
        return int(url.parameters[name] or "0")
    except ValueError as error:
        raise UsageError(
            f'{name} cannot be "{url.parameters[name]}" in the URL', hint="a whole number of seconds"
        ) from error


def _ssl_mode(url: DatabaseUrl) -> str | None:
    """Find out how the connection is to be protected; None leaves it to libpq, which prefers TLS as pgjdbc does."""
    factory = url.parameter("sslfactory") or ""
    written = url.parameter("sslmode")
    on = url.parameter("ssl") is not None and (url.parameter("ssl") or "true").lower() != "false"
    if written:
        if written.lower() not in _MODES:
            raise UsageError(f'sslmode cannot be "{written}" in the URL', hint=f"one of {', '.join(_MODES)}")
        mode = written.lower()
    elif on:
        mode = "verify-full"
    else:
        mode = None
    if factory in {"", "org.postgresql.ssl.LibPQFactory", "org.postgresql.ssl.DefaultJavaSSLFactory"}:
        return "verify-full" if factory.endswith("DefaultJavaSSLFactory") and mode in {None, "require"} and on else mode
    if factory == "org.postgresql.ssl.NonValidatingFactory":
        return "require" if on or mode in {"require", "verify-ca", "verify-full"} else mode
    raise UsageError(
        f"sslfactory is a Java class, {factory}, which is not here to decide whom to trust",
        hint="take it out and write sslmode=verify-full&sslrootcert=FILE, or sslmode=require",
    )

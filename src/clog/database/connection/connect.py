"""Connecting: from a URL to a session. The scheme of the URL says which driver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.connection.drivers import driver_named
from clog.database.connection.url import parse_url
from clog.errors import ConnectionFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.database.connection.database_url import DatabaseUrl
    from clog.database.connection.session import Session


def connect(  # noqa: PLR0913 - one for each setting
    url: str,
    username: str | None = None,
    password: str | None = None,
    *,
    default_schema: str | None = None,
    default_catalog: str | None = None,
    liquibase_schema: str | None = None,
    liquibase_catalog: str | None = None,
    history_table: str = "DATABASECHANGELOG",
    lock_table: str = "DATABASECHANGELOGLOCK",
    properties: Mapping[str, str] | None = None,
    trial: bool = False,
) -> Session:
    """Open a session.

    Args:
        url: jdbc:..., a plain URL, or offline:DIALECT?...
        username: who connects; a user in a URL of JDBC is stronger, as with its drivers, one in a plain URL is weaker.
        password: likewise; it never appears in messages.
        default_schema: --default-schema-name, where objects without a schema are.
        default_catalog: --default-catalog-name.
        liquibase_schema: --liquibase-schema-name, where history and lock table are.
        liquibase_catalog: --liquibase-catalog-name.
        history_table: --database-changelog-table-name.
        lock_table: --database-changelog-lock-table-name.
        properties: --driver-properties-file, parameters that are weaker than those of the URL.
        trial: nothing shall be left behind, not even an empty file of SQLite.

    Raises:
        ConnectionFailed: no database there, it does not let us in, or its driver is not installed.
        UsageError: the URL makes no sense.
    """
    target = parse_url(url)
    if properties:
        target = target.with_more(properties)
        username, password = username or properties.get("user"), password or properties.get("password")
    if target.parameters and not target.offline:
        from clog.database.connection.parameters.check import refuse

        refuse(target)
    given: dict[str, Any] = {
        "default_schema": default_schema,
        "default_catalog": default_catalog,
        "liquibase_schema": liquibase_schema,
        "liquibase_catalog": liquibase_catalog,
        "history_table": history_table,
        "lock_table": lock_table,
    }
    driver = None if target.offline else driver_named(target.dialect)
    if driver is None:
        from clog.database.connection.offline import open_session

        return open_session(target, **given)
    _refuse_hosts(target)
    if trial:
        target = driver.leaving_nothing(target)
    login = ((target.user, username), (target.password, password))
    user, secret = ((of_url or option) if target.jdbc else (option or of_url) for of_url, option in login)
    return driver.open_session(target.replace(user=user, password=secret), **given)


def _refuse_hosts(url: DatabaseUrl) -> None:
    """Refuse what cannot be looked up as the name of a host: parts that are empty or too long, half characters.

    Raises:
        ConnectionFailed: there is one.
    """
    for host in (url.host, *(other for other, _ in url.others)):
        if not host or host.startswith("/") or (host.isascii() and all(0 < len(part) < 64 for part in host.split("."))):
            continue
        try:
            host.encode("idna")
        except UnicodeError as error:
            raise ConnectionFailed(
                f"{url.shown}: {host[:80]!a} cannot be the name of a host",
                hint="between the points of a name stand 1 to 63 characters each",
            ) from error

"""Connecting: from a URL to a session. The driver is imported by the scheme of the URL."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from clog.database.url import parse_url

if TYPE_CHECKING:
    from clog.database.session import Session

_MODULES = {"sqlite": "sqlite", "postgresql": "postgresql", "mariadb": "mysql", "mysql": "mysql"}


def connect(
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
    trial: bool = False,
) -> Session:
    """Open a session.

    Args:
        url: jdbc:..., a plain URL, or offline:DIALECT?...
        username: who connects; stands before a user in the URL.
        password: likewise; it never appears in messages.
        default_schema: --default-schema-name, where objects without a schema are.
        default_catalog: --default-catalog-name.
        liquibase_schema: --liquibase-schema-name, where history and lock table are.
        liquibase_catalog: --liquibase-catalog-name.
        history_table: --database-changelog-table-name.
        lock_table: --database-changelog-lock-table-name.
        trial: nothing shall be left behind, not even an empty file of SQLite.

    Raises:
        ConnectionFailed: no database there, it does not let us in, or its driver is not installed.
        UsageError: the URL makes no sense.
    """
    target = parse_url(url)
    if trial and target.dialect == "sqlite" and not os.path.exists(target.database):  # noqa: PTH110 - pathlib costs start-up time
        target = target.replace(database=":memory:")
    given = {
        "default_schema": default_schema,
        "default_catalog": default_catalog,
        "liquibase_schema": liquibase_schema,
        "liquibase_catalog": liquibase_catalog,
        "history_table": history_table,
        "lock_table": lock_table,
    }
    if target.offline:
        module = import_module("clog.database.offline")
    else:
        module = import_module(f"clog.database.drivers.{_MODULES[target.dialect]}")
        target = target.replace(user=username or target.user, password=password or target.password)
    session: Session = module.open_session(target, **given)
    return session

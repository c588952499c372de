"""Everything in a database, to compare two of them; and emptying one. Asked by plain drivers, not by clog."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.servers import server

PASSING = {"dateexecuted", "deployment_id", "liquibase"}
"""Columns of the history that differ from run to run."""


def contents(url: str, *, bookkeeping: bool = True) -> dict[str, Any]:
    """Give tables with their definitions and rows by name; tables of clog's own are left out, as they come and go."""
    found: dict[str, Any] = {}
    with closing(connection(url)) as at, closing(at.cursor()) as cursor:
        for name, definition in definitions(url, cursor):
            if name.lower().startswith("clog_") or (not bookkeeping and name.lower().startswith("databasechangelog")):
                continue
            cursor.execute(f"SELECT * FROM {quoted(url, name)}")
            names = [column[0].lower() for column in cursor.description]
            keep = [place for place, column in enumerate(names) if column not in PASSING]
            rows = sorted((tuple(str(row[place]) for place in keep) for row in cursor.fetchall()), key=str)
            found[name] = [definition, rows]
        found["other"] = others(url, cursor)
    return found


def kind_of(url: str) -> str:
    """Name the kind of database of a JDBC URL."""
    return url.split(":")[1]


def quoted(url: str, name: str) -> str:
    """Write a name in quotes."""
    return f"`{name}`" if kind_of(url) == "mariadb" else f'"{name}"'


def connection(url: str) -> Any:
    """Open a PEP 249 connection."""
    if kind_of(url) == "sqlite":
        return sqlite3.connect(url.removeprefix("jdbc:sqlite:"), isolation_level=None)
    return server(kind_of(url)).connect(urlsplit(url.removeprefix("jdbc:")).path.strip("/"))


def definitions(url: str, cursor: Any) -> list[tuple[str, Any]]:
    """List tables and views with all that defines them."""
    kind = kind_of(url)
    if kind == "sqlite":
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
        )
        return [(name, " ".join(sql.split())) for name, sql in cursor.fetchall()]
    if kind == "mariadb":
        cursor.execute("SHOW TABLES")
        found = []
        for (name,) in cursor.fetchall():
            cursor.execute(f"SHOW CREATE TABLE `{name}`")
            found.append((name, cursor.fetchone()[1].replace(database(url), "DB")))
        return found
    cursor.execute(
        "SELECT table_name, array_agg(column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '')"
        " ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name"
    )
    return list(cursor.fetchall())


def others(url: str, cursor: Any) -> list[str]:
    """List indexes, keys, routines, triggers."""
    queries = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type NOT IN ('table', 'view')",
        "postgresql": "SELECT indexdef, indisvalid FROM pg_indexes JOIN pg_index ON indexrelid = indexname::regclass "
        "WHERE schemaname = 'public'",
        "mariadb": "SELECT ROUTINE_NAME, ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()"
        " UNION ALL SELECT TRIGGER_NAME, ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()",
    }
    cursor.execute(queries[kind_of(url)])
    return sorted(str(row) for row in cursor.fetchall() if "clog_" not in str(row).lower())


def database(url: str) -> str:
    """Name the database of a server's URL."""
    return urlsplit(url.removeprefix("jdbc:")).path.strip("/")


def emptied(url: str) -> None:
    """Make the database anew."""
    kind = kind_of(url)
    if kind == "sqlite":
        for end in ("", "-journal", "-wal", "-shm"):
            Path(url.removeprefix("jdbc:sqlite:") + end).unlink(missing_ok=True)
        return
    force = " WITH (FORCE)" if kind == "postgresql" else ""
    server(kind).execute(f"DROP DATABASE IF EXISTS {database(url)}{force}")
    server(kind).execute(f"CREATE DATABASE {database(url)}")

"""All that is in a database as values that can be compared and kept as JSON: what defines each object, and the rows."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterable

Facts = dict[str, list[str]]
"""Kind and name of each object, with lines about it. Names of our own and Liquibase's bookkeeping are left out."""

_OURS = ("databasechangelog", "clog_", "sqlite_")
_USER = "!~ '^(pg_|information_schema$)'"
_POSTGRESQL = (
    (
        "SELECT 'table ' || c.oid::regclass, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
        " || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END"
        " || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') || ' ' || a.attidentity::text || a.attgenerated::text"
        " || coalesce(' ' || quote_literal(col_description(c.oid, a.attnum)), '')"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid"
        " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
        f" WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname {_USER} ORDER BY 1, a.attnum"
    ),
    (
        "SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(c.oid) FROM pg_constraint c"
        f" JOIN pg_namespace n ON n.oid = c.connamespace WHERE nspname {_USER} AND contype <> 'n' AND conrelid <> 0"
    ),
    f"SELECT 'index ' || schemaname || '.' || indexname, indexdef FROM pg_indexes WHERE schemaname {_USER}",
    f"SELECT 'view ' || schemaname || '.' || viewname, definition FROM pg_views WHERE schemaname {_USER}",
    (
        "SELECT 'sequence ' || schemaname || '.' || sequencename, concat_ws(' ', data_type, start_value, min_value,"
        f" max_value, increment_by, cycle, cache_size, last_value) FROM pg_sequences WHERE schemaname {_USER}"
    ),
    (
        "SELECT 'routine ' || p.oid::regprocedure, pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n"
        f" ON n.oid = pronamespace WHERE nspname {_USER}"
    ),
    (
        "SELECT 'trigger ' || tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT tgisinternal"
    ),
    (
        "SELECT 'remark ' || oid::regclass, obj_description(oid, 'pg_class') FROM pg_class"
        " WHERE obj_description(oid, 'pg_class') IS NOT NULL AND relkind IN ('r', 'v') AND oid > 16384"
    ),
)  # fmt: skip
_ROUTINES = (
    "SELECT concat('routine ', ROUTINE_NAME), ROUTINE_DEFINITION FROM information_schema.ROUTINES"
    " WHERE ROUTINE_SCHEMA = '{0}' UNION ALL SELECT concat('trigger ', TRIGGER_NAME), ACTION_STATEMENT"
    " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '{0}'"
)
_NOW = re.compile(
    r"20(?!2[0-5])\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?|20(?!2[0-5])\d\d-\d\d-\d\d\b|\b17[89]\d{8,11}\b"
)


_MILLISECONDS = re.compile(r"1[0-8]\d{11}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def snapshot(url: str) -> Facts:
    """Look at everything in a database; for MariaDB also at the databases whose names begin with that of this one."""
    kind = url.removeprefix("jdbc:").partition(":")[0]
    if kind == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("jdbc:sqlite:"))) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            return _kept(_sqlite(connection))
    name = urlsplit(url.removeprefix("jdbc:")).path.strip("/")
    with closing(server(kind).connect(name)) as connection, closing(connection.cursor()) as cursor:
        return _kept(_postgresql(cursor) if kind == "postgresql" else _mariadb(cursor, name))


def schema_of(facts: Facts) -> Facts:
    """Leave the rows out, and where sequences stand."""
    kept = {key: lines for key, lines in facts.items() if not key.startswith("rows ")}
    return {key: [_state(key, line) for line in lines] for key, lines in kept.items()}


def _state(key: str, line: str) -> str:
    return " ".join(line.split()[:7]) if key.startswith("sequence ") else line


def _kept(found: Iterable[tuple[str, str]]) -> Facts:
    facts: Facts = {}
    for key, line in found:
        parts = key.partition(" ")[2].split(".")
        name = parts[-2] if key.startswith("constraint ") and len(parts) > 1 else parts[-1]
        if not name.strip('"`').lower().startswith(_OURS):
            facts.setdefault(key, []).append(" ".join(str(line).split()))
    return {key: lines if key.startswith("table ") else sorted(lines) for key, lines in sorted(facts.items())}


def _row(values: Iterable[Any]) -> str:
    """Write a row; moments of the run itself are all the same."""
    written = [value.hex() if isinstance(value, (bytes, memoryview)) else str(value) for value in values]
    return _NOW.sub("(now)", " | ".join(written))


def _postgresql(cursor: Any) -> Iterable[tuple[str, str]]:
    tables = []
    for query in _POSTGRESQL:
        cursor.execute(query)
        for key, line in cursor.fetchall():
            if key.startswith("table ") and key not in tables:
                tables.append(key)
            yield key, line
    for key in tables:
        cursor.execute(f"SELECT * FROM {key.partition(' ')[2]}")
        for row in cursor.fetchall():
            yield f"rows {key.partition(' ')[2]}", _row(row)


def _mariadb(cursor: Any, database: str) -> Iterable[tuple[str, str]]:
    cursor.execute(f"SHOW DATABASES LIKE '{database}%'")
    for (place,) in cursor.fetchall():
        cursor.execute(f"SHOW FULL TABLES FROM `{place}`")
        for name, what in cursor.fetchall():
            cursor.execute(f"SHOW CREATE TABLE `{place}`.`{name}`")
            text = re.sub(r" AUTO_INCREMENT=\d+", "", cursor.fetchone()[1])
            kind = {"VIEW": "view", "SEQUENCE": "sequence"}.get(what, "table")
            for line in text.split("\n") if kind == "table" else [text]:
                yield f"{kind} {place}.{name}", line.rstrip(",")
            if kind == "table":
                cursor.execute(f"SELECT * FROM `{place}`.`{name}`")
                for row in cursor.fetchall():
                    yield f"rows {place}.{name}", _row(row)
        cursor.execute(_ROUTINES.format(place))
        yield from cursor.fetchall()


def _sqlite(connection: sqlite3.Connection) -> Iterable[tuple[str, str]]:
    for kind, name, table, sql in list(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")):
        if table.lower().startswith(_OURS):
            continue
        if kind != "table":
            yield f"{kind} {name}", sql or ""
            continue
        for row in connection.execute(f"PRAGMA table_xinfo({quoted(name)})"):
            yield f"table {name}", str(row)
        for row in connection.execute(f"PRAGMA foreign_key_list({quoted(name)})"):
            yield f"foreign keys {name}", str(row[2:])
        for row in list(connection.execute(f"PRAGMA index_list({quoted(name)})")):
            columns = [part[1:6] for part in connection.execute(f"PRAGMA index_xinfo({quoted(row[1])})")]
            yield f"keys {name}", f"{row[2:]} {columns}"
        yield f"counter {name}", str("AUTOINCREMENT" in sql.upper())
        for row in connection.execute(f"SELECT * FROM {quoted(name)}"):
            yield f"rows {name}", _row(map(_moment, row))


def quoted(name: str) -> str:
    """Write a name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _moment(value: Any) -> Any:
    """Write a moment as text: a date alone as its midnight, and milliseconds since 1970, which JDBC makes of both."""
    if isinstance(value, int) and _MILLISECONDS.fullmatch(str(value)):
        return f"{datetime.fromtimestamp(value / 1000, UTC):%Y-%m-%d %H:%M:%S}"
    return f"{value} 00:00:00" if isinstance(value, str) and _DATE.fullmatch(value) else value

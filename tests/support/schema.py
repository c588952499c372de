"""What is in a database, as plain values that can be compared: columns, keys, indexes, views, routines and rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from tests.support.servers import server

OURS = "databasechangelog"
"""Tables whose names begin so, or with clog_, are bookkeeping and left out."""

_POSTGRESQL = (
    (
        "SELECT 'column', table_name, column_name, ordinal_position::text, data_type, character_maximum_length::text, "
        "numeric_precision::text, numeric_scale::text, is_nullable, column_default, is_identity "
        "FROM information_schema.columns WHERE table_schema = 'public'"
    ),
    (
        "SELECT 'constraint', c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c "
        "WHERE c.connamespace = 'public'::regnamespace AND c.contype <> 'n'"
    ),
    "SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT 'view', viewname, '', definition FROM pg_views WHERE schemaname = 'public'",
    "SELECT 'routine', proname, '', prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT 'sequence', sequencename, '', increment_by::text FROM pg_sequences WHERE schemaname = 'public'",
    (
        "SELECT 'trigger', event_object_table, trigger_name, action_statement FROM information_schema.triggers "
        "WHERE trigger_schema = 'public'"
    ),
)
_MARIADB = (
    (
        "SELECT 'column', table_name, column_name, column_type, is_nullable, column_default, extra, column_comment "
        "FROM information_schema.columns WHERE table_schema = database()"
    ),
    (
        "SELECT 'index', table_name, index_name, seq_in_index, column_name, non_unique "
        "FROM information_schema.statistics WHERE table_schema = database()"
    ),
    (
        "SELECT 'foreign key', table_name, constraint_name, referenced_table_name, update_rule, delete_rule "
        "FROM information_schema.referential_constraints WHERE constraint_schema = database()"
    ),
    "SELECT 'view', table_name, '', view_definition FROM information_schema.views WHERE table_schema = database()",
    (
        "SELECT 'routine', routine_name, '', routine_definition FROM information_schema.routines "
        "WHERE routine_schema = database()"
    ),
    (
        "SELECT 'check', table_name, constraint_name, check_clause FROM information_schema.check_constraints "
        "WHERE constraint_schema = database()"
    ),
    (
        "SELECT 'trigger', event_object_table, trigger_name, action_statement FROM information_schema.triggers "
        "WHERE trigger_schema = database()"
    ),
)


def contents(jdbc_url: str) -> list[tuple[Any, ...]]:
    """List everything that is in a database, and the number of rows of each table, sorted."""
    kind, _, rest = jdbc_url.removeprefix("jdbc:").partition(":")
    if kind == "sqlite":
        return _sqlite(rest)
    database = urlsplit(rest).path.lstrip("/")
    queries = _POSTGRESQL if kind == "postgresql" else _MARIADB
    found = [row for query in queries for row in server(kind).execute(query, database)]
    tables = sorted({row[1] for row in found if row[0] == "column"})
    quote = '"' if kind == "postgresql" else "`"
    for table in tables:
        count = server(kind).execute(f"SELECT count(*) FROM {quote}{table}{quote}", database)[0][0]
        found.append(("rows", table, "", count))
    return sorted((row for row in found if not _is_ours(str(row[1]))), key=repr)


def _is_ours(table: str) -> bool:
    return table.strip('"').lower().startswith((OURS, "clog_"))


def _sqlite(path: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    with closing(sqlite3.connect(path)) as connection:
        for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
            if _is_ours(table) or name.startswith("sqlite_"):
                continue
            if kind == "table":
                found.extend(("column", name, *row) for row in connection.execute(f'PRAGMA table_xinfo("{name}")'))
                keys = connection.execute(f'PRAGMA foreign_key_list("{name}")')
                found.extend(("foreign key", name, *row[2:]) for row in keys)
                count = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                found.append(("rows", name, "", count))
            elif sql:
                found.append((kind, name, table, " ".join(sql.split())))
    return sorted(found, key=repr)

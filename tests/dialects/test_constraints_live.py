"""Changes of constraints, defaults, names, indexes, views and sequences, done and undone on real servers."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from clog.dialects import dialect_class
from tests.support.dialects import FIXTURES, change_sets, written
from tests.support.servers import fresh_database, server

_FACTS = (
    (
        "select table_name, column_name, data_type, character_maximum_length, is_nullable, column_default"
        " from information_schema.columns where table_schema = %s"
    ),
    (
        "select table_name, constraint_name, constraint_type from information_schema.table_constraints"
        " where table_schema = %s and constraint_name not like '%%_not_null'"
    ),
    (
        "select table_name, constraint_name, column_name, ordinal_position from information_schema.key_column_usage"
        " where table_schema = %s"
    ),
    (
        "select constraint_name, update_rule, delete_rule from information_schema.referential_constraints"
        " where constraint_schema = %s"
    ),
    "select table_name, table_type from information_schema.tables where table_schema = %s",
)
_MORE_FACTS = {
    "postgresql": (
        "select tablename, indexdef from pg_indexes where schemaname = %s",
        (
            "select sequencename, start_value, min_value, max_value, increment_by, cycle from pg_sequences"
            " where schemaname = %s"
        ),
    ),
    "mariadb": (
        (
            "select table_name, index_name, seq_in_index, column_name from information_schema.statistics"
            " where table_schema = %s and index_name not like 'fk%%'"
        ),
    ),
}
"""What each server keeps in its own way; MariaDB lets the index stay that it made for a foreign key."""


def schema(cursor: Any, kind: str, name: str) -> list[list[tuple[Any, ...]]]:
    """Read all that matters of a schema, in an order of its own."""
    found = []
    for query in (*_FACTS, *_MORE_FACTS[kind]):
        cursor.execute(query, (name,))
        found.append(sorted(cursor.fetchall(), key=str))
    return found


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_rollback_leaves_what_was_there(kind: str) -> None:
    """Each change set can be executed; undone, it leaves the schema as it was before."""
    with fresh_database(kind) as url:
        database = url.partition("?")[0].rpartition("/")[2]
        name = "public" if kind == "postgresql" else database
        dialect = dialect_class(kind)(default_schema=name, default_catalog=database)
        with closing(server(kind).connect(database)) as connection, closing(connection.cursor()) as cursor:
            for change_set in change_sets(FIXTURES / "live" / "constraints.xml"):
                before = schema(cursor, kind, name)
                forward, back = written(change_set, dialect), written(change_set, dialect, rollback=True)
                assert forward, change_set.id
                execute(cursor, forward)
                after = schema(cursor, kind, name)
                assert after != before, change_set.id
                if back is not None:
                    execute(cursor, back)
                    assert schema(cursor, kind, name) == before, change_set.id
                    execute(cursor, forward)
                    assert schema(cursor, kind, name) == after, change_set.id


def execute(cursor: Any, statements: list[str]) -> None:
    """Execute statements, one by one."""
    for statement in statements:
        cursor.execute(statement)

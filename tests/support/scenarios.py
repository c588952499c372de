"""The database of a scenario, as its story looks at it: rows, tables, columns."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from tests.support.servers import server

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    "postgresql": (
        "SELECT CASE table_schema WHEN 'public' THEN table_name ELSE table_schema || '.' || table_name END "
        "FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
        "AND table_schema NOT IN ('pg_catalog', 'information_schema')"
    ),
    "mariadb": (
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
    ),
}
_COLUMNS = {
    "sqlite": "SELECT trim(name || ' ' || type) FROM pragma_table_info('{table}')",
    "postgresql": (
        "SELECT column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '') || "
        "CASE WHEN data_type = 'numeric' AND numeric_precision IS NOT NULL "
        "THEN '(' || numeric_precision || ',' || numeric_scale || ')' ELSE '' END "
        "FROM information_schema.columns WHERE table_schema = '{schema}' AND table_name = '{table}' "
        "ORDER BY ordinal_position"
    ),
    "mariadb": (
        "SELECT concat(column_name, ' ', column_type) FROM information_schema.columns "
        "WHERE table_schema = DATABASE() AND table_name = '{table}' ORDER BY ordinal_position"
    ),
}
_OURS = re.compile(r"(?i)databasechangelog(lock)?$|_?clog|databasechangelog_?(clog|journal)")


class Database:
    """A connection beside that of the program."""

    def __init__(self, kind: str, url: str) -> None:
        self.kind = kind
        self.name = ""
        self.user = ""
        self.errors: tuple[type[Exception], ...] = (sqlite3.Error,)
        if kind == "sqlite":
            path = url.removeprefix("jdbc:sqlite:")
            self.connection: Any = sqlite3.connect(path, isolation_level=None)
            return
        self.name = urlsplit(url.removeprefix("jdbc:")).path.lstrip("/")
        at = server(kind)
        self.user = at.user
        self.connection = at.connect(self.name)
        import psycopg
        import pymysql

        self.errors = (psycopg.Error, pymysql.Error)

    def close(self) -> None:
        self.connection.close()

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """Run statements separated by ;; and give the rows of the last one."""
        rows: list[tuple[Any, ...]] = []
        for statement in filter(str.strip, sql.split(";;")):
            with closing(self.connection.cursor()) as cursor:
                cursor.execute(statement)
                rows = [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        return rows

    def tables(self, *, ours: bool = False) -> list[str]:
        """List the tables; `ours`: those of the history instead, in lower case."""
        names = [str(row[0]) for row in self.run(_TABLES[self.kind])]
        kept = [name for name in names if bool(_OURS.match(name.rpartition(".")[2])) == ours]
        return [name.lower() for name in kept] if ours else kept

    def columns(self, table: str) -> list[str]:
        """List the columns with their types."""
        schema, _, name = table.rpartition(".")
        return [row[0] for row in self.run(_COLUMNS[self.kind].format(schema=schema or "public", table=name))]

    def rows(self, table: str, order: str) -> list[dict[str, Any]]:
        """Read a table of ours; no table, no rows."""
        if table.lower() not in self.tables(ours=True):
            return []
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY {order}")
            names = [column[0].lower() for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

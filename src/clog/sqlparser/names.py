"""Our short names of databases with those of sqlglot, where it knows them."""

from __future__ import annotations

_NAMES = {
    "cockroachdb": "postgres", "edb": "postgres", "mariadb": "mysql", "mssql": "tsql", "mysql": "mysql",
    "oracle": "oracle", "postgresql": "postgres", "snowflake": "snowflake", "sqlite": "sqlite",
}  # fmt: skip


def sqlglot_name(dialect: str) -> str:
    """Return what sqlglot calls a database; empty, which is its common dialect, where it does not know it."""
    return _NAMES.get(dialect, "")

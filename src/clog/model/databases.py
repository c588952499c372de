"""Which names of databases a change set may have in its dbms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import dialect_names
from clog.errors import InvalidValue, Problem
from clog.naming import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.changelog import ChangeSet

_EXTENSIONS = frozenset({
    "bigquery", "cassandra", "clickhouse", "cloudspanner", "cosmosdb", "couchbase", "databricks", "duckdb", "dynamodb",
    "hanadb", "hive", "ignite", "impala", "maxdb", "mongodb", "neo4j", "redshift", "sapdb", "teradata", "trino",
    "vertica", "yugabytedb",
})  # fmt: skip
"""Databases that Liquibase knows with one of its extensions only."""
_WORDS = frozenset({"all", "none", "unsupported"})
"""What may stand in the place of a database."""

_USUAL = {"postgres": "postgresql", "pgsql": "postgresql", "sqlserver": "mssql", "as400": "db2", "maria": "mariadb"}


def meant_database(name: str) -> str:
    """Ask whether a known database was meant; "" when none is close. For hints."""
    meant = _USUAL.get(name)
    return f'did you mean "{meant}"?' if meant else suggestion(name, dialect_names())


def unknown_dialect(name: str, *, strict: bool) -> Problem:
    """Warn of a script for a database that nobody knows: its SQL is that of the standard, as in Liquibase."""
    hint = meant_database(name) or f"known are {', '.join(dialect_names())}"
    message = f'nothing is known of the database "{name}"; the SQL is that of the standard'
    return Problem(InvalidValue.code, message, hint=hint, severity="error" if strict else "warning")


def unknown_databases(change_set: ChangeSet) -> Iterator[Problem]:
    """Refuse names of no database in the dbms of a change set that is meant for this one; !name may be anything.

    Reference: liquibase.database.DatabaseList.validateDefinitions
    """
    document = change_set.document
    for name in change_set.dbms:
        if name in _WORDS or name.startswith("!") or name in dialect_names():
            continue
        severity, message = "error", f'dbms names "{name}", which is no database'
        if name in _EXTENSIONS:
            severity, message = "warning", f'Liquibase refuses the dbms "{name}" unless it has an extension for it'
        yield Problem(
            InvalidValue.code,
            message,
            document.location(change_set.node, "dbms"),
            meant_database(name) or "write the short names of databases, with commas between them",
            severity,
            document.excerpt(change_set.node, "dbms"),
        )

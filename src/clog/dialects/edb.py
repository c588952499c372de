"""EDB Postgres Advanced Server. Reference: liquibase.database.core.EnterpriseDBDatabase"""

from __future__ import annotations

from clog.dialects.postgresql import PostgresqlDialect


class EdbDialect(PostgresqlDialect):
    """EDB: PostgreSQL with what Oracle users are used to; nothing of that is written here."""

    name = "edb"
    traits = PostgresqlDialect.traits.replace(name="edb", create_if_not_exists=False)


DIALECT = EdbDialect

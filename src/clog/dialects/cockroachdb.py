"""CockroachDB. Reference: liquibase.database.core.CockroachDatabase"""

from __future__ import annotations

from clog.dialects.postgresql import PostgresqlDialect


class CockroachdbDialect(PostgresqlDialect):
    """CockroachDB: PostgreSQL without tablespaces, deferrable constraints and types of sequences."""

    name = "cockroachdb"
    traits = PostgresqlDialect.traits.replace(
        name="cockroachdb", transactional_ddl=False, tablespaces=False, deferrable=False
    )
    sequence_settings = "start increment minimum maximum cache cycle"

    @property
    def serials(self) -> bool:
        """Whether SERIAL types number rows: in every version."""
        return True


DIALECT = CockroachdbDialect

"""CockroachDB. Reference: liquibase.database.core.CockroachDatabase"""

from __future__ import annotations

from clog.dialects.base.dialect import renders
from clog.dialects.postgresql import PostgresqlDialect
from clog.model.statements.constraint import DropUniqueConstraintStatement
from clog.model.statements.load import UpsertStatement


class CockroachdbDialect(PostgresqlDialect):
    """CockroachDB: PostgreSQL without tablespaces, deferrable constraints and types of sequences."""

    name = "cockroachdb"
    traits = PostgresqlDialect.traits.replace(
        name="cockroachdb", switched_triggers=False, transactional_ddl=False, tablespaces=False, deferrable=False
    )
    sequence_settings = "start increment minimum maximum cache cycle"

    @property
    def serials(self) -> bool:
        """Whether SERIAL types number rows: in every version."""
        return True

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str | tuple[str, ...]:
        """Write INSERT alone: there are no DO blocks to count on in every version."""
        return statement.render(self)

    @renders(DropUniqueConstraintStatement)
    def drop_unique_constraint(self, statement: DropUniqueConstraintStatement) -> str:
        """Drop the index behind it."""
        name = self.quote(statement.name, "constraint") if statement.name else "null"
        return f"DROP INDEX {name} CASCADE"


DIALECT = CockroachdbDialect

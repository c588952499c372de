"""CockroachDB. Reference: liquibase.database.core.CockroachDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base import renders
from clog.dialects.postgresql import PostgresqlDialect
from clog.model.statements.constraint import DropUniqueConstraintStatement
from clog.model.statements.load import UpsertStatement

if TYPE_CHECKING:
    from clog.model.statements.column import Numbering


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

    def numbering(self, wish: Numbering) -> str:
        """Write nothing: the type says it."""
        del wish
        return ""

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

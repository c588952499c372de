"""EDB Postgres Advanced Server. Reference: liquibase.database.core.EnterpriseDBDatabase"""

from __future__ import annotations

from clog.dialects.base.dialect import renders
from clog.dialects.postgresql import PostgresqlDialect
from clog.model.statements.routine import CreateRoutineStatement


class EdbDialect(PostgresqlDialect):
    """EDB: PostgreSQL with what Oracle users are used to; nothing of that is written here."""

    name = "edb"
    traits = PostgresqlDialect.traits.replace(name="edb", create_if_not_exists=False)

    @renders(CreateRoutineStatement)
    def create_routine(self, statement: CreateRoutineStatement) -> str | tuple[str, ...]:
        """Leave the semicolon at the end, which belongs to packages; a slash only ends a script."""
        return statement.compose(self, "/")


DIALECT = EdbDialect

"""dropProcedure: drops a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.procedure import DropProcedureStatement

if TYPE_CHECKING:
    from clog.model.statements.base import Statement


@change_type("dropProcedure", applies_to="storedProcedure", not_on=("sqlite",))
class DropProcedureChange(Change):
    """Drops a procedure. Reference: liquibase.change.core.DropProcedureChange"""

    procedure_name: str = attr("Name of the procedure.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=(
            "asany",
            "cockroachdb",
            "db2",
            "db2z",
            "derby",
            "edb",
            "firebird",
            "h2",
            "hsqldb",
            "informix",
            "ingres",
            "mariadb",
            "mysql",
            "oracle",
            "postgresql",
            "snowflake",
            "sybase",
        ),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self) -> tuple[Statement, ...]:
        """Drop the procedure."""
        return (DropProcedureStatement(ObjectName(self.procedure_name, self.schema_name, self.catalog_name)),)

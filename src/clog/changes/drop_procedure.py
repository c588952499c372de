"""dropProcedure: drops a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.procedure import DropProcedureStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropProcedure", applies_to="storedProcedure", not_on=("sqlite",))
class DropProcedureChange(Change):
    """Drops a procedure. Reference: liquibase.change.core.DropProcedureChange"""

    procedure_name: str = attr("Name of the procedure.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("mssql", "sqlite"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the procedure."""
        return (DropProcedureStatement(ObjectName(self.procedure_name, self.schema_name, self.catalog_name)),)

"""dropCheckConstraint: drops a check constraint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.check import DropCheckStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropCheckConstraint", applies_to="checkConstraint", not_on=("snowflake",))
class DropCheckConstraintChange(Change):
    """Drops a check constraint."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the constraint."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DropCheckStatement(table, self.constraint_name),)

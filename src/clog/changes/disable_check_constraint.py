"""disableCheckConstraint: switches a check constraint off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.check import SwitchCheckStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "disableCheckConstraint",
    not_on=all_but("db2", "mssql", "mysql", "oracle"),
)
class DisableCheckConstraintChange(Change):
    """Switches a check constraint off."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Switch it off."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (SwitchCheckStatement(table, self.constraint_name, enabled=False),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Switch it on."""
        from clog.changes.enable_check_constraint import EnableCheckConstraintChange

        return (
            EnableCheckConstraintChange(
                table_name=self.table_name,
                constraint_name=self.constraint_name,
                schema_name=self.schema_name,
                catalog_name=self.catalog_name,
            ),
        )

"""enableCheckConstraint: switches a check constraint on."""

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
    "enableCheckConstraint",
    not_on=all_but("db2", "mssql", "mysql", "oracle"),
)
class EnableCheckConstraintChange(Change):
    """Switches a check constraint on."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Switch it on."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (SwitchCheckStatement(table, self.constraint_name, enabled=True),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Switch it off."""
        from clog.changes.disable_check_constraint import DisableCheckConstraintChange

        return (
            DisableCheckConstraintChange(
                table_name=self.table_name,
                constraint_name=self.constraint_name,
                schema_name=self.schema_name,
                catalog_name=self.catalog_name,
            ),
        )

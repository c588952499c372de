"""renameTrigger: gives a trigger a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import RenameTriggerStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "renameTrigger",
    not_on=all_but("edb", "mssql", "oracle", "postgresql"),
)
class RenameTriggerChange(Change):
    """Gives a trigger a new name."""

    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=("cockroachdb", "edb", "oracle", "postgresql"),
    )
    new_trigger_name: str | None = attr(
        "Name that the trigger gets.",
        default=None,
        required_on=("edb", "mssql", "oracle", "postgresql"),
    )
    old_trigger_name: str | None = attr(
        "Name that the trigger has.",
        default=None,
        required_on=("edb", "mssql", "oracle", "postgresql"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str | None = attr(
        "Name of the table.",
        default=None,
        required_on=("edb", "postgresql"),
    )

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Rename the trigger."""
        name = ObjectName(self.old_trigger_name or "", self.schema_name, self.catalog_name)
        table = None if self.table_name is None else name.replace(name=self.table_name)
        return (RenameTriggerStatement(name, table, new_name=self.new_trigger_name or ""),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Rename it back."""
        return (
            RenameTriggerChange(
                old_trigger_name=self.new_trigger_name,
                new_trigger_name=self.old_trigger_name,
                table_name=self.table_name,
                schema_name=self.schema_name,
                catalog_name=self.catalog_name,
            ),
        )

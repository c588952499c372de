"""enableTrigger: switches a trigger on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import SwitchTriggerStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.statements.base import Statement
    from clog.model.traits import Traits


@change_type(
    "enableTrigger",
    not_on=all_but("edb", "mssql", "oracle", "postgresql"),
)
class EnableTriggerChange(Change):
    """Switches a trigger on."""

    trigger_name: str = attr("Name of the trigger.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=("edb", "oracle", "postgresql"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    scope: str | None = attr("What the trigger belongs to: TABLE, DATABASE or SERVER.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

    def statements(self) -> tuple[Statement, ...]:
        """Switch it on."""
        name = ObjectName(self.trigger_name, self.schema_name, self.catalog_name)
        table = None if self.table_name is None else name.replace(name=self.table_name)
        return (SwitchTriggerStatement(name, table, self.scope, enabled=True),)

    def inverse(self) -> tuple[Change, ...]:
        """Switch it off."""
        from clog.changes.disable_trigger import DisableTriggerChange

        return (
            DisableTriggerChange(
                trigger_name=self.trigger_name,
                schema_name=self.schema_name,
                catalog_name=self.catalog_name,
                table_name=self.table_name,
                scope=self.scope,
            ),
        )

    def problems(self, traits: Traits) -> Iterator[str]:
        """Ask for the table where triggers have their names by table."""
        if traits.table_triggers and not self.table_name and not self.scope:
            yield f"tableName is required for enableTrigger on {traits.name}"

"""dropTrigger: drops a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import DropTriggerStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropTrigger", not_on=("ingres", "snowflake"))
class DropTriggerChange(Change):
    """Drops a trigger."""

    trigger_name: str = attr("Name of the trigger.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=("db2", "db2z", "edb", "mariadb", "mysql", "oracle", "postgresql"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    scope: str | None = attr("What the trigger belongs to: TABLE, DATABASE or SERVER.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the trigger."""
        name = ObjectName(self.trigger_name, self.schema_name, self.catalog_name)
        table = None if self.table_name is None else name.replace(name=self.table_name)
        return (DropTriggerStatement(name, table, self.scope),)

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Ask for the table where triggers have their names by table."""
        if context.traits.table_triggers and not self.table_name and not self.scope:
            yield f"tableName is required for dropTrigger on {context.traits.name}"

"""The base of enableTrigger and disableTrigger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from clog.declare import attr
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import SwitchTriggerStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


class SwitchTriggerChange(Change):
    """Switches a trigger on or off; subclasses say which, and what undoes it."""

    enabled: ClassVar[bool]

    trigger_name: str = attr("Name of the trigger.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=("edb", "oracle", "postgresql"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    scope: str | None = attr("What the trigger belongs to: TABLE, DATABASE or SERVER.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Switch it."""
        name = ObjectName(self.trigger_name, self.schema_name, self.catalog_name)
        table = None if self.table_name is None else name.replace(name=self.table_name)
        return (SwitchTriggerStatement(name, table, self.scope, enabled=self.enabled),)

    def values(self) -> dict[str, Any]:
        """Return the attributes by field name, which the opposite change has too."""
        return {field: getattr(self, field) for field in self.fields}

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Ask for the table where triggers have their names by table."""
        if context.traits.table_triggers and not self.table_name and not self.scope:
            yield f"tableName is required for {self.declaration.name} on {context.traits.name}"

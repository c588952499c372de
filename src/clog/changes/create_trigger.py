"""createTrigger: creates a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.bases.text_change import TextChange
from clog.changes.drop_trigger import DropTriggerChange
from clog.declare import all_but, attr, change_type
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import CreateRoutineStatement, SwitchTriggerStatement
from clog.sqltext.bodies import table_of_trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.change import Change
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("createTrigger", applies_to="trigger", not_on=("ingres", "snowflake"))
class CreateTriggerChange(TextChange):
    """Creates a trigger."""

    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("mssql"),
    )
    disabled: bool | None = attr("Whether it is created switched off.", default=None)
    replace_if_exists: bool | None = attr(
        "Whether an older one is replaced.",
        default=None,
        only_on=all_but("cockroachdb"),
    )
    scope: str | None = attr("What the trigger belongs to: TABLE, DATABASE or SERVER.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)
    trigger_body: str | None = attr(
        "The whole CREATE TRIGGER statement.", default=None, body=True, not_in_checksum=(9,)
    )
    trigger_name: str | None = attr(
        "Name of the trigger.",
        default=None,
        required_on=(*all_but("cockroachdb"), "unsupported"),
    )

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Create the trigger, and switch it off where that is wanted."""
        name = ObjectName(self.trigger_name or "", self.schema_name, self.catalog_name)
        text = self.text(context)
        yield CreateRoutineStatement("TRIGGER", text, name, replacing=bool(self.replace_if_exists))
        if self.disabled:
            yield SwitchTriggerStatement(name, self.table(text), self.scope, enabled=False)

    def table(self, text: str) -> ObjectName | None:
        """Return the table, which is read off the text where the author does not say it apart."""
        if self.table_name:
            return ObjectName(self.table_name, self.schema_name, self.catalog_name)
        schema, name = table_of_trigger(text)
        return ObjectName(name, self.schema_name or schema, self.catalog_name) if name else None

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the trigger."""
        table = self.table(self.text(context))
        return (
            DropTriggerChange(
                trigger_name=self.trigger_name or "",
                schema_name=self.schema_name or (table.schema if table else None),
                table_name=table.name if table else None,
                scope=self.scope,
            ),
        )

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Refuse a trigger that is to be off where triggers are always on."""
        if self.disabled and not context.traits.switched_triggers:
            yield f"{context.traits.name} cannot switch triggers off"

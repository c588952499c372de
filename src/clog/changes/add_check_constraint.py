"""addCheckConstraint: adds a condition that every row must meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_check_constraint import DropCheckConstraintChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.check import AddCheckStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("addCheckConstraint", applies_to="column", not_on=("snowflake",))
class AddCheckConstraintChange(Change):
    """Adds a condition that every row must meet."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    constraint_body: str | None = attr(
        "The condition that every row must meet.", default=None, body=True, not_in_checksum=(9,)
    )
    disabled: bool | None = attr("Whether it is created switched off.", default=None, not_in_checksum=(9,))
    schema_name: str | None = attr("Schema of the object.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None, not_in_checksum=(9,))

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Add the constraint."""
        return (
            AddCheckStatement(
                ObjectName(self.table_name, self.schema_name, self.catalog_name),
                self.constraint_name,
                self.constraint_body or "",
                disabled=bool(self.disabled),
                validate=self.validate is not False,
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the constraint."""
        return (
            DropCheckConstraintChange(
                table_name=self.table_name, schema_name=self.schema_name, constraint_name=self.constraint_name
            ),
        )

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Ask for the condition, and refuse one that is to be off where constraints are always on."""
        if not (self.constraint_body or "").strip():
            yield f"constraintBody is required for addCheckConstraint on {context.traits.name}"
        if self.disabled and not context.traits.switched_checks:
            yield f"{context.traits.name} cannot switch check constraints off"

"""addDefaultValue: gives a column a default value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_default_value import DropDefaultValueChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.parts import ColumnConfig
from clog.model.statements.alteration import AddDefaultStatement
from clog.model.statements.base import ObjectName
from clog.model.type_names import is_boolean, is_character

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


_DEFAULTS = (
    "default_value", "default_value_boolean", "default_value_numeric", "default_value_date",
    "default_value_computed", "default_value_sequence_next",
)  # fmt: skip


@change_type("addDefaultValue", applies_to="column")
class AddDefaultValueChange(Change):
    """Gives a column a default value. Reference: liquibase.change.core.AddDefaultValueChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.", default=None, required_on=("informix",)
    )
    default_value: str | None = attr("Default as text.", default=None)
    default_value_boolean: bool | None = attr("Default as true or false.", default=None)
    default_value_computed: str | None = attr(
        "Default as an expression of the database.", default=None, kind="computed"
    )
    default_value_constraint_name: str | None = attr(
        "Name of the default constraint, where the database has such.", default=None
    )
    default_value_date: str | None = attr("Default as a date, time or both.", default=None)
    default_value_numeric: str | None = attr("Default as a number.", default=None)
    default_value_sequence_next: str | None = attr(
        "Sequence whose next value is the default.", default=None, kind="sequence"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    @property
    def statement(self) -> AddDefaultStatement:
        """The statement, of which much is asked before it is written."""
        column = ColumnConfig(
            name=self.column_name,
            type=self.column_data_type,
            default_value=self.default_value,
            default_value_boolean=self.default_value_boolean,
            default_value_computed=self.default_value_computed,
            default_value_constraint_name=self.default_value_constraint_name,
            default_value_date=self.default_value_date,
            default_value_numeric=self.default_value_numeric,
            default_value_sequence_next=self.default_value_sequence_next,
        )
        return AddDefaultStatement(self.table, column)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Set the default of the column."""
        return (self.statement,)

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Ask for one value, which fits the type and can be said on this database."""
        given = [name for name in _DEFAULTS if self.get(name) is not None]
        if len(given) != 1:
            yield "addDefaultValue needs one default value" + (", not several" if given else "")
            return
        drawn = self.default_value_sequence_next is not None
        function = self.statement.is_function
        if drawn and not context.traits.sequences:
            yield f"{context.traits.name} has no sequences"
        if function and not context.traits.added_functions:
            yield f"{context.traits.name} cannot add a default that it computes"
        if function:
            return
        boolean = self.default_value_boolean is not None
        if is_boolean(self.column_data_type) and not boolean:
            yield f"column {self.column_name} holds truth values: use defaultValueBoolean"
        if is_character(self.column_data_type) and self.default_value is None:
            yield f"column {self.column_name} holds text: use defaultValue"

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Return dropDefaultValue. As in Liquibase, the catalog is not named then."""
        return (
            DropDefaultValueChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                column_name=self.column_name,
                column_data_type=self.column_data_type,
            ),
        )

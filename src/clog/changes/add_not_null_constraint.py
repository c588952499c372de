"""addNotNullConstraint: makes a column mandatory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_not_null_constraint import DropNotNullConstraintChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.scalars import FALSE, TRUE
from clog.model.statements.alteration import FillNullsStatement, SetNullableStatement
from clog.model.statements.base import ObjectName
from clog.model.statements.column import ReorganizeTableStatement
from clog.model.type_names import is_boolean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "addNotNullConstraint",
    applies_to="column",
    not_on=("db2z",),
)
class AddNotNullConstraintChange(Change):
    """Makes a column mandatory. Reference: liquibase.change.core.AddNotNullConstraintChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=("informix", "mariadb", "mssql", "mysql"),
    )
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    default_null_value: str | None = attr("Value that replaces NULL in the rows that are there.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Set the value of empty rows, then forbid the column to be empty."""
        if self.default_null_value is not None and self.default_null_value.upper() != "NULL":
            yield FillNullsStatement(self.table, self.column_name, self.default_null_value, self.column_data_type)
        yield SetNullableStatement(
            self.table,
            self.column_name,
            nullable=False,
            type=self.column_data_type,
            name=self.constraint_name,
            validate=self.validate is not False,
        )
        yield ReorganizeTableStatement(self.table)
        yield ReorganizeTableStatement(self.table)

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Refuse what is no truth value for a column of such."""
        value = self.default_null_value
        if value is None or value.upper() == "NULL" or not is_boolean(self.column_data_type):
            return
        if value.lower() not in TRUE | FALSE:
            yield f'"{value}" is neither true nor false, as column {self.column_name} must be'

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Return dropNotNullConstraint. As in Liquibase, the catalog is not named then."""
        return (
            DropNotNullConstraintChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                column_name=self.column_name,
                column_data_type=self.column_data_type,
            ),
        )

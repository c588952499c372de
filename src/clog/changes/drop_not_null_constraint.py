"""dropNotNullConstraint: makes a column optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.alteration import SetNullableStatement
from clog.model.statements.base import ObjectName
from clog.model.statements.column import ReorganizeTableStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "dropNotNullConstraint",
    applies_to="column",
    not_on=("db2z",),
)
class DropNotNullConstraintChange(Change):
    """Makes a column optional. Reference: liquibase.change.core.DropNotNullConstraintChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=("informix", "mariadb", "mssql", "mysql"),
    )
    column_name: str | None = attr(
        "Name of the column.",
        default=None,
        required_on=(
            "asany",
            "cockroachdb",
            "db2",
            "derby",
            "edb",
            "firebird",
            "h2",
            "hsqldb",
            "informix",
            "ingres",
            "mariadb",
            "mssql",
            "mysql",
            "postgresql",
            "snowflake",
            "sybase",
            "unsupported",
        ),
    )
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop NOT NULL from the column."""
        return (
            SetNullableStatement(
                self.table,
                self.column_name or "",
                nullable=True,
                type=self.column_data_type,
                name=self.constraint_name,
            ),
            ReorganizeTableStatement(self.table),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Return addNotNullConstraint. As in Liquibase, the catalog is not named then."""
        from clog.changes.add_not_null_constraint import AddNotNullConstraintChange

        return (
            AddNotNullConstraintChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                column_name=self.column_name or "",
                column_data_type=self.column_data_type,
                constraint_name=self.constraint_name,
            ),
        )

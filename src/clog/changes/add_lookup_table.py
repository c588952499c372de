"""addLookupTable: moves the distinct values of a column to a table of their own and refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.add_foreign_key_constraint import AddForeignKeyConstraintChange
from clog.changes.add_not_null_constraint import AddNotNullConstraintChange
from clog.changes.add_primary_key import AddPrimaryKeyChange
from clog.changes.drop_foreign_key_constraint import DropForeignKeyConstraintChange
from clog.changes.drop_table import DropTableChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.column import ReorganizeTableStatement
from clog.model.statements.lookup import CreateLookupTableStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "addLookupTable",
    applies_to="column",
    not_on=("sqlite",),
)
class AddLookupTableChange(Change):
    """Moves the distinct values of a column to a table of their own and refers to them.

    Reference: liquibase.change.core.AddLookupTableChange
    """

    existing_column_name: str = attr("Column whose values move to the new table.")
    existing_table_name: str = attr("Table that is there.")
    new_column_name: str = attr("Name of the new column.")
    new_table_name: str = attr("Name that the table gets.")
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    existing_table_catalog_name: str | None = attr("Catalog of the table that is there.", default=None)
    existing_table_schema_name: str | None = attr("Schema of the table that is there.", default=None)
    new_column_data_type: str | None = attr(
        "Type of the new column.",
        default=None,
        required_on=("db2z", "informix", "mariadb", "mssql", "mysql"),
    )
    new_table_catalog_name: str | None = attr("Catalog of the new table.", default=None, since="3.0")
    new_table_schema_name: str | None = attr("Schema of the new table.", default=None)

    @property
    def key_name(self) -> str:
        """The name of the foreign key."""
        return self.constraint_name or f"FK_{self.existing_table_name}_{self.new_table_name}".upper()

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Make and fill the table, then its constraints."""
        return self.steps(context, not_null=True)

    def steps(self, context: ChangeContext, *, not_null: bool) -> Iterator[Statement]:
        """Make and fill the table, then its constraints; `not_null`: whether it must be said before the primary key.

        As in Liquibase, the constraints do not name the catalogs.
        """
        table = ObjectName(self.new_table_name, self.new_table_schema_name, self.new_table_catalog_name)
        source = ObjectName(self.existing_table_name, self.existing_table_schema_name, self.existing_table_catalog_name)
        yield CreateLookupTableStatement(
            table, self.new_column_name, source, self.existing_column_name, self.new_column_data_type
        )
        if not_null:
            yield from AddNotNullConstraintChange(
                table_name=self.new_table_name,
                schema_name=self.new_table_schema_name,
                column_name=self.new_column_name,
                column_data_type=self.new_column_data_type,
            ).statements(context)
            yield ReorganizeTableStatement(table)
        yield from AddPrimaryKeyChange(
            table_name=self.new_table_name,
            schema_name=self.new_table_schema_name,
            column_names=self.new_column_name,
        ).statements(context)
        yield ReorganizeTableStatement(table)
        yield from AddForeignKeyConstraintChange(
            base_table_name=self.existing_table_name,
            base_table_schema_name=self.existing_table_schema_name,
            base_column_names=self.existing_column_name,
            referenced_table_name=self.new_table_name,
            referenced_table_schema_name=self.new_table_schema_name,
            referenced_column_names=self.new_column_name,
            constraint_name=self.key_name,
        ).statements(context)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the foreign key and the table: the values are still where they came from."""
        return (
            DropForeignKeyConstraintChange(
                base_table_name=self.existing_table_name,
                base_table_schema_name=self.existing_table_schema_name,
                constraint_name=self.key_name,
            ),
            DropTableChange(table_name=self.new_table_name, schema_name=self.new_table_schema_name),
        )

"""renameColumn: gives a column a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.alteration import RenameColumnStatement
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("renameColumn", applies_to="column")
class RenameColumnChange(Change):
    """Gives a column a new name. Reference: liquibase.change.core.RenameColumnChange"""

    new_column_name: str = attr("Name of the new column.")
    old_column_name: str = attr("Name that the column has.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=("mariadb", "mysql"),
    )
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Rename the column."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (
            RenameColumnStatement(
                table, self.old_column_name, self.new_column_name, self.column_data_type, self.remarks
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Rename it back. As in Liquibase, neither catalog nor comment is named then."""
        return (
            RenameColumnChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                new_column_name=self.old_column_name,
                old_column_name=self.new_column_name,
                column_data_type=self.column_data_type,
            ),
        )

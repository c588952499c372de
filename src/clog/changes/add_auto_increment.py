"""addAutoIncrement: makes a column number its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import Numbering, ObjectName
from clog.model.statements.column import AddAutoIncrementStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "addAutoIncrement",
    applies_to="column",
    not_on=("derby", "firebird", "mssql", "oracle"),
)
class AddAutoIncrementChange(Change):
    """Makes a column number its rows. Reference: liquibase.change.core.AddAutoIncrementChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=(
            "asany",
            "h2",
            "hsqldb",
            "informix",
            "ingres",
            "mariadb",
            "mysql",
            "snowflake",
            "sybase",
            "unsupported",
        ),
    )
    default_on_null: bool | None = attr("Whether an explicit NULL draws a number too.", default=None, since="3.6")
    generation_type: str | None = attr("When numbers are drawn: ALWAYS or BY DEFAULT.", default=None, since="3.6")
    increment_by: int | None = attr(
        "Distance between two numbers.",
        default=None,
        only_on=all_but("derby", "firebird", "mariadb", "mssql", "mysql", "oracle", "sqlite"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    start_with: int | None = attr("First number.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Make the column number its rows."""
        return (
            AddAutoIncrementStatement(
                ObjectName(self.table_name, self.schema_name, self.catalog_name),
                self.column_name,
                self.column_data_type,
                Numbering(self.start_with, self.increment_by, self.generation_type, self.default_on_null),
            ),
        )

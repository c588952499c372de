"""setColumnRemarks: sets the comment on a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.column import SetColumnRemarksStatement
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "setColumnRemarks",
    not_on=("derby", "firebird", "hsqldb", "informix", "ingres", "sqlite", "sybase"),
)
class SetColumnRemarksChange(Change):
    """Sets the comment on a column. Reference: liquibase.change.core.SetColumnRemarksChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("derby", "firebird", "hsqldb", "informix", "ingres", "mssql", "sqlite", "sybase"),
    )
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=("mariadb", "mysql"),
    )
    column_parent_type: str | None = attr("Kind of object that the column belongs to: TABLE or VIEW.", default=None)
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Set the comment; an empty one where none is given."""
        return (
            SetColumnRemarksStatement(
                ObjectName(self.table_name, self.schema_name, self.catalog_name),
                self.column_name,
                (self.remarks or "").strip(BLANKS),
                self.column_data_type,
                "VIEW" if (self.column_parent_type or "").upper() == "VIEW" else "TABLE",
            ),
        )

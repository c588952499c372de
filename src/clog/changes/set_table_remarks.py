"""setTableRemarks: sets the comment on a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.table import SetTableRemarksStatement
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "setTableRemarks",
    not_on=("derby", "firebird", "hsqldb", "informix", "ingres", "sqlite", "sybase"),
)
class SetTableRemarksChange(Change):
    """Sets the comment on a table. Reference: liquibase.change.core.SetTableRemarksChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Set the comment; an empty one where none is given."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (SetTableRemarksStatement(table, (self.remarks or "").strip(BLANKS)),)

"""insert: inserts one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.csv.lobs import has_lobs, lobs_of
from clog.model.statements.base import ObjectName
from clog.model.statements.data import InsertStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import Statement


@change_type("insert", applies_to="table")
class InsertChange(Change):
    """Inserts one row. Reference: liquibase.change.core.InsertDataChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[ColumnConfig, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:ColumnConfig", items="column"
    )
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.", default=None, since="3.0"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Report missing columns and missing names."""
        if not self.columns:
            yield "No columns defined for insert"
        if not all(column.name for column in self.columns):
            yield "column 'name' is required for all columns of insert"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Insert the row; values in files are sent beside the statement."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        lobs = lobs_of(context, table, self.columns) if has_lobs(self.columns) else {}
        return (InsertStatement(table, self.columns, lobs),)

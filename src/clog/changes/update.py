"""update: updates rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.csv.lobs import has_lobs, lobs_of
from clog.model.statements.base import ObjectName
from clog.model.statements.data import UpdateStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import ColumnConfig, Param
    from clog.model.statements.base import Statement


@change_type("update", applies_to="table")
class UpdateChange(Change):
    """Updates rows. Reference: liquibase.change.core.UpdateDataChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    columns: tuple[ColumnConfig, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:ColumnConfig", items="column"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    where: str | None = attr(
        "Condition that selects the rows; :name and :value stand for the parameters.", default=None
    )
    where_params: tuple[Param, ...] = attr(
        "Values for :name and :value in the condition, in order.",
        default=(),
        kind="parts",
        element="clog.model.parts:Param",
        items="param",
        not_in_checksum=(8, 9),
    )

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Report missing columns and missing names."""
        if not self.columns:
            yield "No columns defined for update"
        if not all(column.name for column in self.columns):
            yield "column 'name' is required for all columns of update"
        if self.where_params and self.where is None:
            yield "whereParams set but no whereClause"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Update the rows; values in files are sent beside the statement."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        lobs = lobs_of(context, table, self.columns) if has_lobs(self.columns) else {}
        return (UpdateStatement(table, self.columns, self.where, self.where_params, lobs, self.schema_name),)

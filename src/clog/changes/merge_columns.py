"""mergeColumns: joins the text of two columns in a new one and drops them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.changes.add_column import AddColumnChange
from clog.changes.drop_column import DropColumnChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.parts import AddColumnConfig
from clog.model.statements.alteration import JoinColumnsStatement
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "mergeColumns",
    not_on=("db2z", "derby"),
)
class MergeColumnsChange(Change):
    """Joins the text of two columns in a new one and drops them.

    Reference: liquibase.change.core.MergeColumnsChange
    """

    written_on: ClassVar[tuple[str, ...]] = ("db2z", "derby")

    column1_name: str = attr("Column whose text comes first.")
    column2_name: str = attr("Column whose text comes last.")
    final_column_name: str = attr("Column that takes the joined text.")
    final_column_type: str = attr("Type of the column that takes the joined text.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    join_string: str | None = attr("Text between the two values.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Add the new column, fill it, and drop the two. As in Liquibase, the catalog is named for the second only."""
        yield from AddColumnChange(
            table_name=self.table_name,
            schema_name=self.schema_name,
            columns=(AddColumnConfig(name=self.final_column_name, type=self.final_column_type),),
        ).statements(context)
        columns = (self.column1_name, self.column2_name)
        between = "null" if self.join_string is None else self.join_string
        yield JoinColumnsStatement(self.table, columns, self.final_column_name, between)
        for column in columns:
            yield from DropColumnChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                column_name=column,
            ).statements(context)

"""createTable: creates a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_table import DropTableChange
from clog.changes.set_column_remarks import SetColumnRemarksChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.column import SetColumnRemarksStatement
from clog.model.statements.table import CreateTableStatement, SetTableRemarksStatement, refers
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import Statement
    from clog.model.traits import Traits


@change_type("createTable")
class CreateTableChange(Change):
    """Creates a table. Reference: liquibase.change.core.CreateTableChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[ColumnConfig, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:ColumnConfig", items="column"
    )
    if_not_exists: bool | None = attr(
        "Whether nothing happens when it is there already.", default=None, not_in_checksum=(8, 9)
    )
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_type: str | None = attr("What stands between CREATE and TABLE, for example TEMPORARY.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Create the table, then set its comment and those of its columns."""
        yield CreateTableStatement(
            self.table,
            self.columns,
            kind=self.table_type,
            tablespace=(self.tablespace or "").strip(BLANKS) or None,
            remarks=self.remarks,
            if_not_exists=bool(self.if_not_exists),
        )
        remarks = (self.remarks or "").strip(BLANKS)
        if remarks:
            yield SetTableRemarksStatement(self.table, remarks)
        yield from column_remarks(self.table, self.columns)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the table."""
        return (
            DropTableChange(table_name=self.table_name, schema_name=self.schema_name, catalog_name=self.catalog_name),
        )

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Ask for what makes a column: name and type; and for names of foreign keys."""
        if not self.columns:
            yield "createTable has no columns"
        yield from remarks_problems(self.table, self.columns, context.traits)
        for column in self.columns:
            name = column.name or "?"
            if column.name is None:
                yield "every column needs a name"
            if column.type is None and not column.computed:
                yield f"column {name} needs a type"
            constraints = column.constraints
            if (
                constraints is not None
                and refers(constraints)
                and not (constraints.foreign_key_name or "").strip(BLANKS)
            ):
                yield f"the foreign key of column {name} needs a foreignKeyName"
            if column.auto_increment and column.increment_by is not None and not context.traits.numbering_increment:
                yield f"incrementBy of column {name} is not allowed on {context.traits.name}"


def remarks_problems(table: ObjectName, columns: tuple[ColumnConfig, ...], traits: Traits) -> Iterator[str]:
    """Say whether the comments of columns can be set in this catalog."""
    declaration = SetColumnRemarksChange.declaration
    if table.catalog is not None and declaration.supports(traits.name) and any(column_remarks(table, columns)):
        known = declaration.by_field["catalog_name"].only_on
        if traits.name not in known:
            yield f"catalogName is not allowed on {traits.name} where columns have remarks"


def column_remarks(table: ObjectName, columns: tuple[ColumnConfig, ...]) -> Iterator[Statement]:
    """Set the comments of columns that have one."""
    for column in columns:
        remarks = (column.remarks or "").strip(BLANKS)
        if remarks:
            yield SetColumnRemarksStatement(table, column.name or "", remarks, column.type)

"""addUniqueConstraint: makes a set of columns unique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_unique_constraint import DropUniqueConstraintChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.constraint import AddUniqueConstraintStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("addUniqueConstraint", applies_to="column")
class AddUniqueConstraintChange(Change):
    """Makes a set of columns unique. Reference: liquibase.change.core.AddUniqueConstraintChange"""

    column_names: str = attr("Columns, comma separated.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    clustered: bool | None = attr(
        "Whether the rows are stored in this order.", default=None, only_on=("mssql",), true_only=True
    )
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    deferrable: bool | None = attr("Whether the check may wait for the end of the transaction.", default=None)
    disabled: bool | None = attr("Whether it is created switched off.", default=None)
    for_index_catalog_name: str | None = attr("Catalog of the index to use.", default=None)
    for_index_name: str | None = attr(
        "Index that is there, to be used by the constraint.",
        default=None,
        only_on=("cockroachdb", "edb", "oracle", "postgresql"),
    )
    for_index_schema_name: str | None = attr("Schema of the index to use.", default=None)
    initially_deferred: bool | None = attr("Whether the check waits unless told otherwise.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Add the unique constraint."""
        index = None
        if self.for_index_name is not None:
            index = ObjectName(self.for_index_name, self.for_index_schema_name, self.for_index_catalog_name)
        return (
            AddUniqueConstraintStatement(
                ObjectName(self.table_name, self.schema_name, self.catalog_name),
                self.column_names,
                self.constraint_name,
                tablespace=self.tablespace,
                clustered=bool(self.clustered),
                index=index,
                deferrable=bool(self.deferrable),
                initially_deferred=bool(self.initially_deferred),
                disabled=bool(self.disabled),
                validate=self.validate is not False,
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the unique constraint. As in Liquibase, the catalog is not named then."""
        return (
            DropUniqueConstraintChange(
                table_name=self.table_name, schema_name=self.schema_name, constraint_name=self.constraint_name or ""
            ),
        )

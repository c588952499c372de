"""addPrimaryKey: gives a table its primary key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_primary_key import DropPrimaryKeyChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.column import ReorganizeTableStatement
from clog.model.statements.constraint import AddPrimaryKeyStatement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement

_CLUSTERED = frozenset(("cockroachdb", "edb", "mssql", "postgresql"))


@change_type("addPrimaryKey", applies_to="column")
class AddPrimaryKeyChange(Change):
    """Gives a table its primary key. Reference: liquibase.change.core.AddPrimaryKeyChange"""

    column_names: str = attr("Columns, comma separated.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    clustered: bool | None = attr("Whether the rows are stored in this order.", default=None)
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    for_index_catalog_name: str | None = attr("Catalog of the index to use.", default=None)
    for_index_name: str | None = attr(
        "Index that is there, to be used by the constraint.",
        default=None,
        only_on=("cockroachdb", "db2", "db2z", "edb", "oracle", "postgresql"),
    )
    for_index_schema_name: str | None = attr("Schema of the index to use.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Add the primary key."""
        index = None
        if self.for_index_name is not None:
            index = ObjectName(self.for_index_name, self.for_index_schema_name, self.for_index_catalog_name)
        key = AddPrimaryKeyStatement(
            self.table,
            self.column_names,
            self.constraint_name,
            tablespace=self.tablespace,
            clustered=self.clustered,
            index=index,
            validate=self.validate is not False,
        )
        return (key, ReorganizeTableStatement(self.table))

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Refuse an order of rows where the database has none."""
        if self.clustered and context.traits.name not in _CLUSTERED:
            yield f"{context.traits.name} cannot store rows in the order of a primary key"
        elif self.clustered and self.constraint_name is None and context.traits.name != "mssql":
            yield f"constraintName is required for addPrimaryKey on {context.traits.name} when it is clustered"

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the primary key, but not an index that was there before. As in Liquibase, the catalog is not named then."""
        return (
            DropPrimaryKeyChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                constraint_name=self.constraint_name,
                drop_index=None if self.for_index_name is None else False,
            ),
        )

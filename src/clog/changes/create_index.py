"""createIndex: creates an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.changes.drop_index import DropIndexChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.index import CreateIndexStatement, IndexColumn
from clog.naming import comma_separated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.parts import AddColumnConfig

_SORTED_BY_NAME = frozenset(("cockroachdb", "edb", "postgresql"))
_NOT_IN_AN_INDEX = {
    "auto_increment", "constraints", "default_value", "encoding", "increment_by", "remarks", "start_with", "type",
    "value",
}  # fmt: skip


@change_type("createIndex", applies_to="index")
class CreateIndexChange(Change):
    """Creates an index. Reference: liquibase.change.core.CreateIndexChange"""

    table_name: str = attr("Name of the table.")
    associated_with: str | None = attr(
        "What the index serves, comma separated: primaryKey, foreignKey, uniqueConstraint or none. No effect on SQL.",
        default=None,
        not_in_checksum=(8, 9),
    )
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    clustered: bool | None = attr("Whether the rows are stored in this order.", default=None)
    columns: tuple[AddColumnConfig, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:AddColumnConfig", items="column"
    )
    index_name: str | None = attr(
        "Name of the index.",
        default=None,
        required_on=("firebird", "hsqldb"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)
    unique: bool | None = attr("Whether no two rows may have the same values.", default=None, since="1.8")

    @staticmethod
    def adjust(values: dict[str, Any]) -> None:
        """Remove what columns of an index do not have."""
        for column in values.get("columns", ()):
            for field in _NOT_IN_AN_INDEX & column.keys():
                del column[field]

    def statements(self, context: ChangeContext) -> tuple[CreateIndexStatement, ...]:
        """Create the index."""
        return (
            CreateIndexStatement(
                self.index_name,
                ObjectName(self.table_name, self.schema_name, self.catalog_name),
                tuple(
                    IndexColumn(column.name or "", column.computed, bool(column.descending)) for column in self.columns
                ),
                unique=bool(self.unique),
                clustered=bool(self.clustered),
                tablespace=self.tablespace,
                serves=frozenset(comma_separated(self.associated_with)) - {"none"},
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the index. As in Liquibase, the catalog is not named then."""
        return (
            DropIndexChange(
                index_name=self.index_name,  # type: ignore[arg-type] # without a name it drops the index null
                schema_name=self.schema_name,
                table_name=self.table_name,
            ),
        )

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Ask for columns with names, and as many expressions and directions as the database takes."""
        if not self.columns:
            yield "createIndex has no columns"
        elif not all(column.name for column in self.columns):
            yield "every column of an index needs a name"
        elif self.clustered and not self.index_name and context.traits.name in _SORTED_BY_NAME:
            yield f"indexName is required for createIndex on {context.traits.name} when it is clustered"
        elif not context.traits.mixed_indexes:
            (statement,) = self.statements(context)
            yield from statement.mixtures()

"""dropAllForeignKeyConstraints: drops all foreign keys of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.constraint import DropForeignKeyStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropAllForeignKeyConstraints", applies_to="table")
class DropAllForeignKeyConstraintsChange(Change):
    """Drops all foreign keys of a table. Reference: liquibase.change.core.DropAllForeignKeyConstraintsChange"""

    needs_catalog: ClassVar[str] = (
        "writes nothing without a connection, by which its keys were known: dropForeignKeyConstraint names them"
    )

    base_table_name: str = attr("Table that refers to another.")
    base_table_catalog_name: str | None = attr("Catalog of the referring table.", default=None, since="3.0")
    base_table_schema_name: str | None = attr("Schema of the referring table.", default=None)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Drop the foreign keys that the table has now; none where there is no catalog to look at."""
        name = ObjectName(self.base_table_name, self.base_table_schema_name, self.base_table_catalog_name)
        table = None if context.catalog is None else context.catalog.table(name)
        for key in table.foreign_keys if table is not None else ():
            if key.name is not None:
                yield DropForeignKeyStatement(name, key.name)

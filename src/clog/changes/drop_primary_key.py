"""dropPrimaryKey: drops the primary key of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.constraint import DropPrimaryKeyStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropPrimaryKey", applies_to="primaryKey")
class DropPrimaryKeyChange(Change):
    """Drops the primary key of a table. Reference: liquibase.change.core.DropPrimaryKeyChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    constraint_name: str | None = attr(
        "Name of the constraint.",
        default=None,
        required_on=("firebird", "informix", "sybase"),
    )
    drop_index: bool | None = attr("Whether to drop the index behind it as well.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the primary key."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DropPrimaryKeyStatement(table, self.constraint_name, self.drop_index),)

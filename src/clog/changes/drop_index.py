"""dropIndex: drops an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.index import DropIndexStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropIndex", applies_to="index")
class DropIndexChange(Change):
    """Drops an index. Reference: liquibase.change.core.DropIndexChange"""

    index_name: str = attr("Name of the index.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str | None = attr(
        "Name of the table.",
        default=None,
        required_on=("asany", "mariadb", "mssql", "mysql", "sybase"),
    )

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the index."""
        table = ObjectName(self.table_name or "", self.schema_name, self.catalog_name)
        return (DropIndexStatement(self.index_name, table),)

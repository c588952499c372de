"""dropUniqueConstraint: drops a unique constraint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.constraint import DropUniqueConstraintStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropUniqueConstraint", applies_to="uniqueConstraint")
class DropUniqueConstraintChange(Change):
    """Drops a unique constraint. Reference: liquibase.change.core.DropUniqueConstraintChange"""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)
    unique_columns: str | None = attr("Columns of the constraint, for databases that want them.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the unique constraint."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DropUniqueConstraintStatement(table, self.constraint_name, self.unique_columns),)

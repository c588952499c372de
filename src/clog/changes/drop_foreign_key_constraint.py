"""dropForeignKeyConstraint: drops a foreign key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.constraint import DropForeignKeyStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropForeignKeyConstraint", applies_to="foreignKey")
class DropForeignKeyConstraintChange(Change):
    """Drops a foreign key. Reference: liquibase.change.core.DropForeignKeyConstraintChange"""

    base_table_name: str = attr("Table that refers to another.")
    constraint_name: str = attr("Name of the constraint.")
    base_table_catalog_name: str | None = attr("Catalog of the referring table.", default=None, since="3.0")
    base_table_schema_name: str | None = attr("Schema of the referring table.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the foreign key."""
        table = ObjectName(self.base_table_name, self.base_table_schema_name, self.base_table_catalog_name)
        return (DropForeignKeyStatement(table, self.constraint_name),)

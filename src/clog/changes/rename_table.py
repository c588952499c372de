"""renameTable: gives a table a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.alteration import RenameTableStatement
from clog.model.statements.base import ObjectName
from clog.model.statements.column import ReorganizeTableStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("renameTable", applies_to="table", not_on=("firebird",))
class RenameTableChange(Change):
    """Gives a table a new name. Reference: liquibase.change.core.RenameTableChange"""

    new_table_name: str = attr("Name that the table gets.")
    old_table_name: str = attr("Name that the table has.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Rename the table."""
        old = ObjectName(self.old_table_name, self.schema_name, self.catalog_name)
        return (
            RenameTableStatement(old, self.new_table_name),
            ReorganizeTableStatement(old.replace(name=self.new_table_name)),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Rename it back. As in Liquibase, the catalog is not named then."""
        return (
            RenameTableChange(
                new_table_name=self.old_table_name, old_table_name=self.new_table_name, schema_name=self.schema_name
            ),
        )

"""renameView: gives a view a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.view import RenameViewStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "renameView",
    applies_to="view",
    not_on=("asany", "db2", "db2z", "derby", "firebird", "h2", "hsqldb", "informix"),
)
class RenameViewChange(Change):
    """Gives a view a new name. Reference: liquibase.change.core.RenameViewChange"""

    new_view_name: str = attr("Name that the view gets.")
    old_view_name: str = attr("Name that the view has.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr(
        "Schema of the object.",
        default=None,
        only_on=(
            "cockroachdb",
            "edb",
            "ingres",
            "mariadb",
            "mssql",
            "mysql",
            "postgresql",
            "snowflake",
            "sqlite",
            "sybase",
        ),
    )

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Rename the view."""
        view = ObjectName(self.old_view_name, self.schema_name, self.catalog_name)
        return (RenameViewStatement(view, self.new_view_name),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Rename it back. As in Liquibase, neither schema nor catalog is named then."""
        return (RenameViewChange(new_view_name=self.old_view_name, old_view_name=self.new_view_name),)

"""dropView: drops a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.view import DropViewStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropView", applies_to="view")
class DropViewChange(Change):
    """Drops a view. Reference: liquibase.change.core.DropViewChange"""

    view_name: str = attr("Name of the view.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    if_exists: bool | None = attr(
        "Whether nothing happens when it is not there.",
        default=None,
        only_on=all_but("oracle"),
        since="4.19.0",
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the view."""
        view = ObjectName(self.view_name, self.schema_name, self.catalog_name)
        return (DropViewStatement(view, if_exists=bool(self.if_exists)),)

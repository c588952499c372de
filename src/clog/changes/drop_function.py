"""dropFunction: drops a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import DropFunctionStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("dropFunction", applies_to="function", not_on=("ingres", "sqlite"))
class DropFunctionChange(Change):
    """Drops a function."""

    function_name: str = attr("Name of the function.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("mssql"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the function."""
        return (DropFunctionStatement(ObjectName(self.function_name, self.schema_name, self.catalog_name)),)

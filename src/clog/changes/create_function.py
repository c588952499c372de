"""createFunction: creates a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.bases.text_change import RoutineChange
from clog.changes.drop_function import DropFunctionChange
from clog.declare import all_but, attr, change_type
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.model.context import ChangeContext


@change_type("createFunction", applies_to="function", not_on=("ingres", "sqlite"))
class CreateFunctionChange(RoutineChange):
    """Creates a function."""

    kind = "FUNCTION"

    function_name: str = attr("Name of the function.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, only_on=all_but("mssql"))
    function_body: str | None = attr(
        "The whole CREATE FUNCTION statement.", default=None, body=True, not_in_checksum=(9,)
    )

    def routine(self) -> ObjectName:
        """Return the name of the function."""
        return ObjectName(self.function_name, self.schema_name, self.catalog_name)

    def inverse(self, context: ChangeContext) -> tuple[DropFunctionChange]:
        """Drop it."""
        return (DropFunctionChange(function_name=self.function_name, schema_name=self.schema_name),)

"""delete: deletes rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.data import DeleteStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import Param
    from clog.model.statements.base import Statement


@change_type("delete", applies_to="table")
class DeleteChange(Change):
    """Deletes rows. Reference: liquibase.change.core.DeleteDataChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    where: str | None = attr(
        "Condition that selects the rows; :name and :value stand for the parameters.", default=None
    )
    where_params: tuple[Param, ...] = attr(
        "Values for :name and :value in the condition, in order.",
        default=(),
        kind="parts",
        element="clog.model.parts:Param",
        items="param",
        not_in_checksum=(8, 9),
    )

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Report a missing condition that parameters are for."""
        if self.where_params and self.where is None:
            yield "whereParams set but no whereClause"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Delete the rows."""
        table = ObjectName(self.table_name, self.schema_name, self.catalog_name)
        return (DeleteStatement(table, self.where, self.where_params),)

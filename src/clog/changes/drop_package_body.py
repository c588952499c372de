"""dropPackageBody: drops the body of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import DropPackageStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "dropPackageBody",
    applies_to="packageBody",
    not_on=all_but("db2", "edb", "mariadb", "oracle"),
)
class DropPackageBodyChange(Change):
    """Drops the body of a package."""

    package_body_name: str = attr("Name of the package body.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop it."""
        return (
            DropPackageStatement(ObjectName(self.package_body_name, self.schema_name, self.catalog_name), body=True),
        )

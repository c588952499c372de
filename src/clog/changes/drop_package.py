"""dropPackage: drops a package."""

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
    "dropPackage",
    applies_to="package",
    not_on=all_but("db2", "edb", "mariadb", "oracle"),
)
class DropPackageChange(Change):
    """Drops a package."""

    package_name: str = attr("Name of the package.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop it."""
        return (DropPackageStatement(ObjectName(self.package_name, self.schema_name, self.catalog_name)),)

"""createPackage: creates the head of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.bases.text_change import RoutineChange
from clog.changes.drop_package import DropPackageChange
from clog.declare import all_but, attr, change_type
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.model.context import ChangeContext


@change_type("createPackage", applies_to="package", not_on=all_but("db2", "edb", "mariadb", "oracle"))
class CreatePackageChange(RoutineChange):
    """Creates the head of a package."""

    kind = "PACKAGE"

    package_name: str = attr("Name of the package.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    package_text: str | None = attr(
        "The whole CREATE PACKAGE statement.", default=None, body=True, not_in_checksum=(9,)
    )

    def routine(self) -> ObjectName:
        """Return the name of the package."""
        return ObjectName(self.package_name, self.schema_name, self.catalog_name)

    def inverse(self, context: ChangeContext) -> tuple[DropPackageChange]:
        """Drop it."""
        return (DropPackageChange(package_name=self.package_name, schema_name=self.schema_name),)

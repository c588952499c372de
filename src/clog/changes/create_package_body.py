"""createPackageBody: creates the body of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.bases.text_change import RoutineChange
from clog.changes.drop_package_body import DropPackageBodyChange
from clog.declare import all_but, attr, change_type
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.model.context import ChangeContext


@change_type("createPackageBody", applies_to="packageBody", not_on=all_but("db2", "edb", "mariadb", "oracle"))
class CreatePackageBodyChange(RoutineChange):
    """Creates the body of a package."""

    kind = "PACKAGE BODY"

    package_body_name: str = attr("Name of the package body.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    package_body_text: str | None = attr(
        "The whole CREATE PACKAGE BODY statement.", default=None, body=True, not_in_checksum=(9,)
    )

    def routine(self) -> ObjectName:
        """Return the name of the package body."""
        return ObjectName(self.package_body_name, self.schema_name, self.catalog_name)

    def inverse(self, context: ChangeContext) -> tuple[DropPackageBodyChange]:
        """Drop it."""
        return (DropPackageBodyChange(package_body_name=self.package_body_name, schema_name=self.schema_name),)

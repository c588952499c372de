"""createPackage: creates the head of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_package import DropPackageChange
from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.file_text import body_text
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import CreateRoutineStatement

if TYPE_CHECKING:
    from clog.model.statements.base import Statement


@change_type(
    "createPackage",
    applies_to="package",
    not_on=all_but("db2", "edb", "mariadb", "oracle"),
)
class CreatePackageChange(Change):
    """Creates the head of a package."""

    package_name: str = attr("Name of the package.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    comments: str | None = attr("A remark; no effect.", default=None, not_in_checksum=(9,))
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.",
        default=None,
        since="3.1",
        not_in_checksum=(9,),
    )
    encoding: str | None = attr("Character encoding of the file.", default=None, not_in_checksum=(9,))
    package_text: str | None = attr(
        "The whole CREATE PACKAGE statement.", default=None, body=True, not_in_checksum=(9,)
    )
    path: str | None = attr("File that holds the text.", default=None, file=True, not_in_checksum=(9,))
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.",
        default=None,
        not_in_checksum=(9,),
    )
    replace_if_exists: bool | None = attr("Whether an older one is replaced.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self) -> tuple[Statement, ...]:
        """Create it."""
        text = body_text(
            self, self.package_text, self.path, relative=self.relative_to_changelog_file, encoding=self.encoding
        )
        name = ObjectName(self.package_name, self.schema_name, self.catalog_name)
        return (CreateRoutineStatement("PACKAGE", text.strip(), name, replacing=bool(self.replace_if_exists)),)

    def inverse(self) -> tuple[Change, ...]:
        """Drop it."""
        return (DropPackageChange(package_name=self.package_name, schema_name=self.schema_name),)

"""createPackageBody: creates the body of a package."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("createPackageBody", applies_to="packageBody")
class CreatePackageBodyChange(Change):
    """Creates the body of a package."""

    package_body_name: str = attr("Name of the package body.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    comments: str | None = attr("A remark; no effect.", default=None, not_in_checksum=(9,))
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.",
        default=None,
        since="3.1",
        not_in_checksum=(9,),
    )
    encoding: str | None = attr("Character encoding of the file.", default=None, not_in_checksum=(9,))
    package_body_text: str | None = attr(
        "The whole CREATE PACKAGE BODY statement.", default=None, body=True, not_in_checksum=(9,)
    )
    path: str | None = attr("File that holds the text.", default=None, file=True, not_in_checksum=(9,))
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.",
        default=None,
        not_in_checksum=(9,),
    )
    replace_if_exists: bool | None = attr("Whether an older one is replaced.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

"""createFunction: creates a function."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("createFunction", applies_to="function")
class CreateFunctionChange(Change):
    """Creates a function."""

    function_name: str = attr("Name of the function.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=(
            "asany",
            "cockroachdb",
            "db2",
            "db2z",
            "derby",
            "edb",
            "firebird",
            "h2",
            "hsqldb",
            "informix",
            "ingres",
            "mariadb",
            "mysql",
            "oracle",
            "postgresql",
            "snowflake",
            "sqlite",
            "sybase",
        ),
    )
    comments: str | None = attr("A remark; no effect.", default=None, not_in_checksum=(9,))
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.",
        default=None,
        since="3.1",
        not_in_checksum=(9,),
    )
    encoding: str | None = attr("Character encoding of the file.", default=None, not_in_checksum=(9,))
    function_body: str | None = attr(
        "The whole CREATE FUNCTION statement.", default=None, body=True, not_in_checksum=(9,)
    )
    path: str | None = attr("File that holds the text.", default=None, file=True, not_in_checksum=(9,))
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.",
        default=None,
        not_in_checksum=(9,),
    )
    replace_if_exists: bool | None = attr("Whether an older one is replaced.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

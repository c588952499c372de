"""createFunction: creates a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_function import DropFunctionChange
from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.file_text import body_text
from clog.model.statements.base import ObjectName
from clog.model.statements.routine import CreateRoutineStatement

if TYPE_CHECKING:
    from clog.model.statements.base import Statement


@change_type("createFunction", applies_to="function", not_on=("ingres", "sqlite"))
class CreateFunctionChange(Change):
    """Creates a function."""

    function_name: str = attr("Name of the function.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("mssql"),
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

    def statements(self) -> tuple[Statement, ...]:
        """Create it."""
        text = body_text(
            self, self.function_body, self.path, relative=self.relative_to_changelog_file, encoding=self.encoding
        )
        name = ObjectName(self.function_name, self.schema_name, self.catalog_name)
        return (CreateRoutineStatement("FUNCTION", text.strip(), name, replacing=bool(self.replace_if_exists)),)

    def inverse(self) -> tuple[Change, ...]:
        """Drop it."""
        return (DropFunctionChange(function_name=self.function_name, schema_name=self.schema_name),)

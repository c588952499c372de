"""loadData: inserts the rows of a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.parts import LoadDataColumn


@change_type("loadData", applies_to="table")
class LoadDataChange(Change):
    """Inserts the rows of a CSV file. Reference: liquibase.change.core.LoadDataChange"""

    file: str = attr("File with the rows, comma separated values.", file=True)
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[LoadDataColumn, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:LoadDataColumn", items="column"
    )
    comment_line_starts_with: str | None = attr("First character of lines to skip.", default=None)
    encoding: str | None = attr("Character encoding of the file.", default=None)
    quotchar: str | None = attr("Character around values that hold a separator.", default=None)
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.", default=None
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    separator: str | None = attr("Character between values.", default=None)
    use_prepared_statements: bool | None = attr("Whether rows are sent with placeholders.", default=None)

"""loadUpdateData: inserts the rows of a CSV file, or updates those that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.csv.rows import Rows, UnloadDataChange
from clog.model.statements.load import UpsertStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import LoadDataColumnConfig
    from clog.model.statements.base import Statement


@change_type("loadUpdateData", applies_to="table")
class LoadUpdateDataChange(Change):
    """Inserts the rows of a CSV file, or updates those that are there.

    Reference: liquibase.change.core.LoadUpdateDataChange
    """

    file: str = attr("File with the rows, comma separated values.", file=True)
    primary_key: str = attr("Columns that identify a row, comma separated.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[LoadDataColumnConfig, ...] = attr(
        "The columns, in order.",
        default=(),
        kind="parts",
        element="clog.model.parts:LoadDataColumnConfig",
        items="column",
    )
    comment_line_starts_with: str | None = attr("First characters of lines to skip.", default=None)
    encoding: str | None = attr("Character encoding of the file.", default=None)
    only_update: bool | None = attr(
        "Whether rows that are not there are left out instead of inserted.", default=None, since="3.3"
    )
    quotchar: str | None = attr("Character around values that hold a separator.", default=None)
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.", default=None
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    separator: str | None = attr("Character between values.", default=None)
    use_prepared_statements: bool | None = attr("Whether rows are sent with placeholders.", default=None)

    @property
    def key(self) -> tuple[str, ...]:
        """The names of the columns that identify a row."""
        return tuple(self.primary_key.split(","))

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Write each row; the table says the types of columns whose author does not."""
        rows = Rows(self, context)
        frozen = frozenset(column.name for column in rows.columns if not column.updated)
        for row in rows.cells():
            yield UpsertStatement(rows.table, row, self.key, frozen, bool(self.only_update))

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Delete the rows of the file, also those that were there before."""
        return (UnloadDataChange(load=self),)

"""loadData: inserts the rows of a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.errors import InvalidValue
from clog.model.change import Change
from clog.model.csv.columns import EXPRESSIONS, LARGE
from clog.model.csv.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import LoadDataColumnConfig
    from clog.model.statements.base import Statement


@change_type("loadData", applies_to="table")
class LoadDataChange(Change):
    """Inserts the rows of a CSV file. Reference: liquibase.change.core.LoadDataChange"""

    file: str = attr("File with the rows, comma separated values.", file=True)
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
    quotchar: str | None = attr("Character around values that hold a separator.", default=None)
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.", default=None
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    separator: str | None = attr("Character between values.", default=None)
    use_prepared_statements: bool | None = attr("Whether rows are sent with placeholders.", default=None)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Load the rows; the table says the types of columns whose author does not.

        Rows to be read become INSERTs, or nothing where Liquibase sends values. Rows to be run are sent as values,
        as fast as the driver can, unless usePreparedStatements is false or a column is an expression.

        Raises:
            InvalidValue: usePreparedStatements is false, and there are LOBs.
        """
        rows = Rows(self, context)
        kinds = {column.kind for column in rows.columns}
        wanted = self.use_prepared_statements
        large = not kinds.isdisjoint(LARGE)
        if large and (rows.scripting or wanted is False):
            large = Rows(self, context).large()
        if wanted is False and large:
            raise InvalidValue(
                f"loadData into {self.table_name} says usePreparedStatements=false, which its LOBs need",
                hint="leave usePreparedStatements out",
            )
        if wanted is None:
            wanted = large or not rows.scripting
        return rows.bulk() if wanted and (rows.scripting or kinds.isdisjoint(EXPRESSIONS)) else rows.inserts()

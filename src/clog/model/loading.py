"""Rows of a CSV file on their way into a table: read once, as a stream, whatever becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.declare import change_type
from clog.errors import FileMissing
from clog.model.change import Change
from clog.model.csv_file import CsvFile
from clog.model.file_text import file_of
from clog.model.loaded import NeedsSql, binder, cell, loaded_columns
from clog.model.statements.base import ObjectName
from clog.model.statements.load import MOST_ROWS, BulkStatement, DeleteLoadedStatement, InsertRowsStatement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.model.catalog import Catalog
    from clog.model.change import Surroundings
    from clog.model.parts import Column
    from clog.model.statements.base import Statement


class Rows:
    """The rows that a loadData or loadUpdateData change names.

    Attributes:
        table: where they go.
        columns: what of each row is loaded, in the order of the file.
        shown: whether the SQL is to be read, not to be run.

    Raises:
        FileMissing: no such file.
        InvalidValue: the file is empty, or a column has no name.
    """

    def __init__(self, change: Any, catalog: Catalog | None) -> None:
        self._change = change
        surroundings = change.surroundings
        self.shown = surroundings is None or surroundings.shown
        self.table = ObjectName(change.table_name, change.schema_name, change.catalog_name)
        self.file = CsvFile(
            file_of(change, change.file, relative=change.relative_to_changelog_file),
            change.encoding,
            surroundings.file_encoding,
            (change.separator or ",").replace("\\t", "\t")[0],
            '"' if change.quotchar is None else change.quotchar.strip()[:1],
            "#" if change.comment_line_starts_with is None else change.comment_line_starts_with,
        )
        self._records = self.file.records()
        untyped = catalog is not None and (not change.columns or any(column.type is None for column in change.columns))
        table = catalog.table(self.table) if catalog is not None and untyped else None
        self.columns = loaded_columns(next(self._records), change.columns, table)

    def cells(self) -> Iterator[tuple[Column, ...]]:
        """Give the rows as columns with values."""
        columns = self.columns
        for record in self._records:
            yield tuple([cell(column, record[column.place]) for column in columns])

    def inserts(self) -> Iterator[Statement]:
        """Give INSERTs of some rows each."""
        some: list[tuple[Column, ...]] = []
        for row in self.cells():
            some.append(row)
            if len(some) == MOST_ROWS:
                yield InsertRowsStatement(self.table, tuple(some))
                some = []
        if some:
            yield InsertRowsStatement(self.table, tuple(some))

    def bulk(self) -> Iterator[Statement]:
        """Give the rows to the driver; a row with an expression in it interrupts that and becomes an INSERT."""
        columns = {column.name: column for column in self.columns}
        bind = [(column.place, binder(column, _boolean, self._bytes)) for column in columns.values()]
        feed = _Feed(self._records, bind)
        while True:
            yield BulkStatement(self.table, tuple(columns), feed)
            if feed.refused is None:
                return
            record = feed.refused
            feed.refused = None
            yield InsertRowsStatement(
                self.table, (tuple([cell(column, record[column.place]) for column in columns.values()]),)
            )

    def _bytes(self, path: str) -> bytes | None:
        """Read a file that a cell names; None when there is none."""
        try:
            return file_of(self._change, path, relative=self._change.relative_to_changelog_file).read()
        except FileMissing:
            return None


def _boolean(value: bool) -> bool:  # noqa: FBT001 - it is the value
    return value


class _Feed:
    """Rows for a driver, up to the next one that cannot be sent as values.

    Attributes:
        refused: the row at which it stopped; None when there is none.
    """

    def __init__(self, records: Iterator[list[str]], bind: list[tuple[int, Callable[[str], Any]]]) -> None:
        self._records = records
        self._bind = bind
        self.refused: list[str] | None = None

    def __call__(self) -> Iterator[tuple[Any, ...]]:
        """Give the rows that come next."""
        bind = self._bind
        for record in self._records:
            try:
                row = tuple([make(record[place]) for place, make in bind])
            except NeedsSql:
                self.refused = record
                return
            yield row


@change_type("loadUpdateData", applies_to="table")
class UnloadDataChange(Change):
    """Deletes the rows that a loadUpdateData has written, and those that it found there."""

    load: Any

    def placed(self, surroundings: Surroundings) -> None:
        """Stand where the loadUpdateData stands."""
        super().placed(surroundings)
        self.load.placed(surroundings)

    def statements(self) -> Iterator[Statement]:
        """Delete the rows, without asking the table for the types of its columns."""
        return self.statements_with(None)

    def statements_with(self, catalog: Catalog | None) -> Iterator[Statement]:
        """Delete each row."""
        rows = Rows(self.load, catalog)
        for row in rows.cells():
            yield DeleteLoadedStatement(rows.table, row, self.load.key)

"""Rows of a CSV file on their way into a table: read once, as a stream, whatever becomes of them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from clog.declare import change_type
from clog.errors import FileMissing
from clog.model.change import Change
from clog.model.csv.columns import LARGE, MOMENTS, cell, is_current, loaded_columns
from clog.model.csv.driver_values import NeedsSql, names_file, sender
from clog.model.csv.file import CsvFile
from clog.model.csv.lobs import is_apart, lob_file
from clog.model.file_text import file_of
from clog.model.statements.base import ObjectName
from clog.model.statements.load import MOST_ROWS, BulkStatement, DeleteLoadedStatement, InsertRowsStatement
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from clog.model.context import ChangeContext
    from clog.model.csv.columns import LoadedColumn
    from clog.model.csv.driver_values import Truths
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import Statement


class Rows:
    """The rows that a loadData or loadUpdateData change names.

    Attributes:
        table: where they go.
        columns: what of each row is loaded, in the order of the file.
        scripting: whether the SQL is to be read, not to be run.

    Raises:
        FileMissing: no such file.
        InvalidValue: the file is empty, or a column has no name.
    """

    def __init__(self, change: Any, context: ChangeContext) -> None:
        self._change = change
        self._context = context
        self.scripting = context.is_script
        self.table = ObjectName(change.table_name, change.schema_name, change.catalog_name)
        self.file = CsvFile(
            file_of(context, change.file, relative=change.relative_to_changelog_file),
            change.encoding,
            context.encoding,
            (change.separator or ",").replace("\\t", "\t")[0],
            '"' if change.quotchar is None else change.quotchar.strip()[:1],
            "#" if change.comment_line_starts_with is None else change.comment_line_starts_with,
        )
        self._batches = self.file.batches()
        heading = next(self._batches)[0]
        self.columns = loaded_columns(heading, change.columns, None)
        if context.catalog is not None and not all(column.kind for column in self.columns):
            self.columns = loaded_columns(heading, change.columns, context.catalog.table(self.table))

    def cells(self) -> Iterator[tuple[ColumnConfig, ...]]:
        """Return the rows as columns with values."""
        columns = self.columns
        for batch in self._batches:
            for record in batch:
                yield tuple([cell(column, record[column.place]) for column in columns])

    def large(self) -> bool:
        """Return whether a cell has to be sent as a value: one for a LOB that does not say NULL."""
        places = [column.place for column in self.columns if column.kind in LARGE]
        records = chain.from_iterable(self._batches if places else ())
        return any((record[place] or "").upper() != "NULL" for record in records for place in places)

    def current(self) -> Iterator[tuple[str, str]]:
        """Find what stands for the moment at which rows are loaded: each cell like NOW or TODAY+1, with its column."""
        moments = [column for column in self.columns if column.kind in MOMENTS]
        for record in chain.from_iterable(self._batches if moments else ()):
            for column in moments:
                raw = record[column.place] or (column.config.default_value if column.config else None) or ""
                if is_current(raw):
                    yield column.name, raw

    def inserts(self) -> Iterator[Statement]:
        """Return INSERTs of some rows each."""
        some: list[tuple[ColumnConfig, ...]] = []
        for row in self.cells():
            some.append(row)
            if len(some) == MOST_ROWS:
                yield InsertRowsStatement(self.table, tuple(some))
                some = []
        if some:
            yield InsertRowsStatement(self.table, tuple(some))

    def bulk(self) -> Iterator[Statement]:
        """Send the rows to the driver; a row with an expression in it interrupts that and becomes an INSERT."""
        columns = {column.name: column for column in self.columns}
        feed = _Feed(self._batches, list(columns.values()), self._lob, self._place)
        while True:
            yield BulkStatement(self.table, tuple(columns), feed, self._apart)
            if feed.refused is None:
                return
            record = feed.refused
            feed.refused = None
            row = tuple([cell(column, record[column.place]) for column in columns.values()])
            yield InsertRowsStatement(self.table, (row,))

    @property
    def _apart(self) -> frozenset[str]:
        """The columns that hold numbers of large objects."""
        blobs = (column.name for column in self.columns if column.kind == "blob")
        return frozenset(name for name in blobs if is_apart(self.table, name, self._context.catalog))

    def lobs(self) -> Iterator[tuple[LoadedColumn, str, str]]:
        """Find what names a file of a LOB: its column, the cell, and where it stands."""
        columns = [column for column in self.columns if column.kind in LARGE]
        for number, record in enumerate(chain.from_iterable(self._batches if columns else ()), 1):
            for column in columns:
                if names_file(column.kind, record[column.place]):
                    yield column, record[column.place], self._place(number, column)

    def _place(self, number: int, column: LoadedColumn) -> str:
        """Return the place of a cell."""
        return f"{self.file.source.path}: row {number} of the data, column {column.name}"

    def _lob(self, path: str, as_text: bool) -> bytes | str:  # noqa: FBT001 - a callback
        """Read a file that a cell names; a text is in the encoding of all files, whatever that of the rows is."""
        data = lob_file(self._context, path).read()
        return decode(data, None, self._context.encoding) if as_text else data


class _Feed:
    """Rows for a driver, up to the next one that cannot be sent as values.

    Attributes:
        refused: the row at which it stopped; None when there is none.
    """

    def __init__(
        self,
        batches: Iterator[list[list[str]]],
        columns: list[LoadedColumn],
        read_file: Callable[[str, bool], bytes | str],
        place: Callable[[int, LoadedColumn], str],
    ) -> None:
        self._batches = batches
        self._columns = columns
        self._read_file = read_file
        self._place = place
        self._given = 0
        self.refused: list[str] | None = None

    def __call__(self, truths: Truths) -> Iterator[tuple[Any, ...]]:
        """Return the rows that come next, with truth values as the database takes them."""
        return chain.from_iterable(self._rows(truths))

    def _rows(self, truths: Truths) -> Iterator[Iterable[tuple[Any, ...]]]:
        """Return the rows of a batch at a time."""
        places = [column.place for column in self._columns]
        send = [sender(column, truths, self._read_file) for column in self._columns]
        for batch in self._batches:
            cells = list(zip(*batch, strict=True))
            if not cells:
                continue
            try:
                yield zip(*[make(cells[place]) for place, make in zip(places, send, strict=True)], strict=True)
                self._given += len(batch)
            except FileMissing as error:
                raise self._located(error, batch) from error
            except NeedsSql:
                yield from self._up_to_expression(batch, places, send)
                if self.refused is not None:
                    return

    def _up_to_expression(
        self, batch: list[list[str]], places: list[int], send: list[Callable[[Sequence[str]], Sequence[Any]]]
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Return rows one by one up to the one with an expression; what follows it is kept for the next time."""
        for number, record in enumerate(batch):
            try:
                yield [tuple([make((record[place],))[0] for place, make in zip(places, send, strict=True)])]
                self._given += 1
            except FileMissing as error:
                raise self._located(error, [record]) from error
            except NeedsSql:
                self.refused = record
                self._given += 1
                self._batches = chain((batch[number + 1 :],), self._batches)
                return

    def _located(self, error: FileMissing, batch: list[list[str]]) -> FileMissing:
        """Say which cell it is that names a file that is not there: the first one in any of the rows."""
        for number, record in enumerate(batch, self._given + 1):
            for column in self._columns:
                if column.kind in LARGE and names_file(column.kind, record[column.place]):
                    try:
                        self._read_file(record[column.place], False)
                    except FileMissing as again:
                        return FileMissing(f"{self._place(number, column)}: {again.message}", hint=again.hint)
        return error


@change_type("loadUpdateData", applies_to="table")
class UnloadDataChange(Change):
    """Deletes the rows that a loadUpdateData has written, and those that it found there."""

    load: Any

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Delete each row."""
        rows = Rows(self.load, context)
        for row in rows.cells():
            yield DeleteLoadedStatement(rows.table, row, self.load.key)

"""CSV files of loadData: read as a stream, never kept. Reference: liquibase.util.csv.CSVReader (RFC 4180)"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from clog.errors import InvalidValue
from clog.sqltext.decode import byte_order_mark, text_encoding
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from clog.model.files import FileSource

BATCH = 256
"""How many rows are read at a time."""

_LONGEST = 2**31 - 1
_MARK_SIZE = 4


class CsvFile(Value):
    """A file of comma separated values, with how it is written.

    Attributes:
        source: the file; one that ends in .gz is unpacked.
        encoding: of the file; None: that of its byte order mark, else `file_encoding`.
        file_encoding: of files that do not say it themselves.
        separator: character between values.
        quote: character around values that hold a separator; "" for none.
        comment: lines that start with it are skipped, once their values are taken apart; "" for none.
    """

    source: FileSource
    encoding: str | None = None
    file_encoding: str = "UTF-8"
    separator: str = ","
    quote: str = '"'
    comment: str = "#"

    def records(self) -> Iterator[list[str]]:
        """Read the heading, and all rows that are neither blank nor comments; see `batches`."""
        for batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[list[list[str]]]:
        """Read the heading, alone in the first batch, then some rows at a time, without blank ones and comments.

        Raises:
            InvalidValue: a row has more or fewer values than the heading, quotes do not match, the file is empty.
            EncodingError: the encoding is unknown, or a byte order mark contradicts it.
        """
        import csv
        from io import BufferedReader, TextIOWrapper
        from zlib import error as ZlibError  # noqa: N812 - a class

        csv.field_size_limit(_LONGEST)
        with self.source.open() as raw:
            data = BufferedReader(unpacked(raw, self.source.path))
            mark, length = byte_order_mark(data.peek(_MARK_SIZE)[:_MARK_SIZE])
            data.read(length)
            text = TextIOWrapper(
                data, encoding=text_encoding(self.encoding, mark, self.file_encoding), errors="replace"
            )
            reader = csv.reader(
                text,
                delimiter=self.separator,
                quotechar=self.quote or None,
                quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
                strict=True,
            )
            try:
                yield from self._checked(reader)
            except (EOFError, ZlibError, OSError) as error:
                if not self.source.path.lower().endswith(".gz"):
                    raise
                message = f"{self.source.path} cannot be unpacked: {error}"
                raise InvalidValue(message, hint="make the .gz file anew") from None
            except csv.Error as error:
                message = f"{self.source.path}: line {reader.line_num}: {error}"
                raise InvalidValue(message, hint="a quote is missing, or one too many") from None

    def _checked(self, reader: Iterator[list[str]]) -> Iterator[list[list[str]]]:
        """Read the heading, then batches."""
        heading = next(reader, None)
        if heading is None:
            raise InvalidValue(f"{self.source.path} is empty: it has no line with the names of the columns")
        heading = heading or [""]
        yield [heading]
        width, read = len(heading), 1
        while batch := list(islice(reader, BATCH)):
            # Nearly always all is well; finding that out at once is many times faster than looking at each row.
            first = "\n".join([row[0] if row else "" for row in batch])
            plain = not self.comment or f"\n{self.comment}" not in f"\n{first}"
            if plain and width > 1 and set(map(len, batch)) == {width}:
                yield batch
            else:
                yield [row for number, row in enumerate(batch, start=read + 1) if self._counts(row, width, number)]
            read += len(batch)

    def _counts(self, row: list[str], width: int, number: int) -> bool:
        """Return whether a row is neither blank nor a comment.

        Raises:
            InvalidValue: it has more or fewer values than the heading.
        """
        if not row or (self.comment and row[0].startswith(self.comment)) or (len(row) == 1 and not row[0].strip()):
            return False
        if len(row) != width:
            raise InvalidValue(
                f"{self.source.path}: row {number} has {len(row)} values, the heading has {width}",
                hint="values that hold the separator stand in quotes",
            )
        return True


def unpacked(raw: object, path: str) -> BufferedReader:
    """Unpack a compressed file."""
    if path.lower().endswith(".gz"):
        import gzip

        return gzip.GzipFile(fileobj=raw)  # type: ignore[call-overload, no-any-return]  # any binary stream
    return raw  # type: ignore[return-value]  # a binary stream

"""Places in a text: line, column and the excerpt that errors show. Asked when an error is made."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from io import BytesIO
from typing import TypeVar

from clog.errors import ClogError, EncodingError, Location
from clog.sqltext.decode import bad_byte, byte_order_mark, codec_of

Place = tuple[int, int, str]
"""Line and column from 1, and the line with a marker below. (0, 0, "") is "not known"."""

NOWHERE: Place = (0, 0, "")
_WIDEST = 160
_E = TypeVar("_E", bound=ClogError)


def place(text: str, index: int, length: int = 1, hidden: int | None = None) -> Place:
    """Find the place of a stretch of text.

    Args:
        text: the whole file. Lines end with LF, CRLF or CR.
        index: where the stretch begins, from 0.
        length: how much of it the marker underlines, at most to the end of the line.
        hidden: from where on the line is not shown; None: it is shown to its end.
    """
    index = min(index, len(text))
    starts = _starts(text)
    line = bisect_right(starts, index)
    start = starts[line - 1]
    column = index - start + 1
    end = starts[line] - 1 if line < len(starts) else len(text)
    if text[max(start, end - 1) : end] == "\r":
        end -= 1
    if hidden is not None:
        end = min(end, hidden)
    cut = max(0, column - 1 - _WIDEST // 2) if end - start > _WIDEST else 0
    shown = text[start + cut : min(end, start + cut + _WIDEST)].replace("\t", " ")
    if hidden is not None:
        shown += " ***"
    return line, column, _marked(shown, line, column - cut, length)


@lru_cache(maxsize=4)
def _starts(text: str) -> list[int]:
    """List where the lines of a text begin. Many problems of one file ask for it, one after the other."""
    found = [0]
    if "\r" in text:
        found += [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        return found
    end = text.find("\n")
    while end >= 0:
        found.append(end + 1)
        end = text.find("\n", end + 1)
    return found


def _marked(shown: str, line: int, column: int, length: int) -> str:
    """Show a piece of a source line with a marker below it; what fills more than the piece is marked where it begins."""
    ends = column - 1 + length <= _WIDEST
    mark = "^" * max(1, min(length, len(shown) - column + 1) if ends or len(shown) < _WIDEST else 1)
    number = f"{line:>5} | "
    return f"{number}{shown}\n{' ' * (len(number) - 2)}| {' ' * (column - 1)}{mark}"


def located(error: type[_E], message: str, path: str, found: Place, hint: str = "") -> _E:
    """Make an error at a place."""
    line, column, shown = found
    return error(message, at=Location(path, line, column), hint=hint, excerpt=shown)


ALWAYS_UTF_8 = "save the file as UTF-8: --file-encoding does not count for YAML and JSON, as in Liquibase"


def decode(data: bytes, path: str, encoding: str, hint: str = "save the file as UTF-8") -> str:
    """Decode a file; a byte-order mark is believed more than the encoding given, and taken away.

    Raises:
        EncodingError: the bytes are not text in this encoding, or there is no such encoding.
    """
    marked, skipped = byte_order_mark(data[:4])
    name = marked or encoding
    try:
        return data[skipped:].decode(codec_of(name))
    except UnicodeDecodeError:
        found = bad_byte(BytesIO(data), None, encoding)
        raise EncodingError(str(found), at=Location(path, found.line if found else 0), hint=hint) from None
    except EncodingError as error:
        raise EncodingError(error.message, at=Location(path), hint=error.hint) from error

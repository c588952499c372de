"""Places in a text: line, column and the excerpt that errors show. Slow on purpose: asked when an error is printed."""

from __future__ import annotations

from typing import TypeVar

from clog.errors import ClogError, EncodingError, Location

Place = tuple[int, int, str]
"""Line and column from 1, and the line with a marker below. (0, 0, "") is "not known"."""

NOWHERE: Place = (0, 0, "")
_WIDEST = 160
_E = TypeVar("_E", bound=ClogError)


def place(text: str, index: int, length: int = 1) -> Place:
    """Find the place of a stretch of text.

    Args:
        text: the whole file. Lines end with LF, CRLF or CR.
        index: where the stretch begins, from 0.
        length: how much of it the marker underlines, at most to the end of the line.
    """
    index = min(index, len(text))
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    start = index - column + 1
    end = min((found for found in (text.find(mark, index) for mark in "\r\n") if found >= 0), default=len(text))
    return line, column, excerpt(text[start:end], line, column, length)


def excerpt(source: str, line: int, column: int, length: int = 1) -> str:
    """Show a source line with a marker below it, cut to what a screen takes."""
    cut = max(0, column - 1 - _WIDEST // 2) if len(source) > _WIDEST else 0
    shown = source[cut : cut + _WIDEST].replace("\t", " ")
    mark = "^" * max(1, min(length, len(shown) - (column - 1 - cut)))
    number = f"{line:>5} | "
    return f"{number}{shown}\n{' ' * (len(number) - 2)}| {' ' * (column - 1 - cut)}{mark}"


def located(error: type[_E], message: str, path: str, found: Place, hint: str = "") -> _E:
    """Make an error at a place."""
    line, column, shown = found
    return error(message, at=Location(path, line, column), hint=hint, excerpt=shown)


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def marked_encoding(data: bytes) -> tuple[str, int]:
    """Read the byte-order mark: the encoding that it stands for and its length; ("", 0) without one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return "", 0


def decode(data: bytes, path: str, encoding: str) -> str:
    """Decode a file; a byte-order mark is believed more than the encoding given, and taken away.

    Raises:
        EncodingError: the bytes are not text in this encoding, or there is no such encoding.
    """
    marked, skipped = marked_encoding(data)
    name = marked or encoding
    try:
        return data[skipped:].decode(name)
    except UnicodeDecodeError as error:
        offset = error.start + skipped
        message = f"byte 0x{data[offset]:02x} at offset {offset} is not text in {name}"
        line = data.count(b"\n", 0, offset) + 1
        raise EncodingError(
            message, at=Location(path, line), hint="save the file as UTF-8, or say its encoding with --file-encoding"
        ) from error
    except LookupError as error:
        raise EncodingError(
            f'there is no encoding "{name}"', at=Location(path), hint="use a name such as UTF-8 or ISO-8859-1"
        ) from error

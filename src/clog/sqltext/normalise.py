"""What is left of SQL and CSV before it is hashed. Reference: checksums, sections 8.2, 8.3 and 8.5"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = b" \t\r\n"
_RUN = re.compile(rb"[ \t\r\n]+")
_LF, _CR, _NUL = b"\n\r\0"
_COMMENT_END = re.compile(rb"[\n\r\0]")


def one_blank(data: bytes) -> bytes:
    """Put one blank for every run of white space, and none at the ends: version 8.

    Liquibase takes the byte 0xFF after white space for the end of the file, and loses it with the white space around.
    """
    if b"\xff" in data:
        data = re.sub(rb"(?<![ \t\r\n])[ \t\r\n]++\xff[ \t\r\n]*", b"", data.lstrip(_BLANKS))
    return _RUN.sub(b" ", data).strip(_BLANKS)


def no_blanks(data: bytes) -> bytes:
    """Remove all white space: version 9."""
    return data.translate(None, _BLANKS)


_BLOCK = 2**16
"""How much of a CSV file is read at a time."""

_NONE, _DUE, _DUE_BLIND = range(3)
"""Whether a line end is due if anything follows, and whether comments count as something then."""


def kept_of_csv(stream: BinaryIO, comment: int | None) -> Iterator[bytes]:
    r"""Omit carriage returns, empty lines, comments and the last line end of a CSV file.

    One oddity is Liquibase's: a line end followed by comments alone stays where an empty line or a carriage
    return stands between them.

    Args:
        stream: the file, read some lines at a time.
        comment: the character that begins a comment at the start of a line; None where there are no comments, and
            beyond 255 there are none either.
    """
    if comment is not None and comment > 255:
        comment = None
    odd = re.compile(rb"\n[\n\r" + (b"" if comment is None else re.escape(bytes([comment]))) + b"]")
    due = _NONE
    while block := stream.read(_BLOCK):
        block += stream.readline()
        first = block[0] == comment or block[0] in b"\r\n"
        for line in BytesIO(block) if first or odd.search(block) else (block,):
            start = 0
            if line[0] == comment or line[0] in b"\r\n":
                start, kept, due = _start_of_line(line, comment, due)
                yield kept
                if start == len(line):
                    continue
            elif due:
                yield b"\n"
            yield line[start:].replace(b"\r", b"").removesuffix(b"\n")
            due = _DUE if line[-1] == _LF else _NONE


def _start_of_line(line: bytes, comment: int | None, due: int) -> tuple[int, bytes, int]:
    """Skip what is left out at the start of a line.

    Returns:
        Where the content begins, what is written before it, and whether a line end is due if there is none.
    """
    place, size, written = 0, len(line), b""
    while place < size:
        if line[place] == comment:
            if due == _DUE_BLIND:
                written, due = b"\n", _NONE
            end = _COMMENT_END.search(line, place + 1)
            if end is None:
                return size, written, due
            place = end.end()
            if line[place - 1] == _NUL:
                return place, written + (b"\n\0" if due else b"\0"), _NONE
        elif line[place] == _LF:
            place += 1
            if due == _DUE_BLIND:
                due = _DUE
                continue
        elif line[place] == _CR:
            place += 1
        else:
            return place, written + (b"\n" if due else b""), _NONE
        due = _DUE_BLIND if due else _NONE
    return size, written, due

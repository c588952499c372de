"""Bytes of a file to text: byte order marks, encodings by their Java names."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from clog.errors import EncodingError, Location, Problem

if TYPE_CHECKING:
    from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, encoding: str | None, default: str = "UTF-8") -> str:
    """Decode the bytes of a file as Liquibase does.

    A byte order mark is left out of the text, and tells the encoding where none is given. Bytes that are
    no text become U+FFFD.

    Args:
        data: the whole file.
        encoding: as the author gave it, a name that Java or Python knows.
        default: what holds where neither the author nor a byte order mark says anything.

    Raises:
        EncodingError: no encoding has this name, or the byte order mark contradicts it.
    """
    mark, length = byte_order_mark(data[:4])
    name = text_encoding(encoding, mark, default)
    return data[length:].decode(name, errors="replace")


SAY_IT = "save the file as UTF-8, or say what it is in: --file-encoding=ISO-8859-1"
"""What to do about bytes that are no text where --file-encoding counts."""


class BadByte(NamedTuple):
    """The first byte of a file that is no text in its encoding.

    Attributes:
        byte: its value.
        offset: its place in the file, from 0.
        line: its line, from 1.
        encoding: what the file should be in.
    """

    byte: int
    offset: int
    line: int
    encoding: str

    def __str__(self) -> str:
        """Say what is wrong."""
        return f"byte 0x{self.byte:02x} at offset {self.offset} is not text in {self.encoding}"

    def warning(self, path: str, hint: str = SAY_IT, where: str = "") -> Problem:
        """Warn that the byte is read as something else, in silence in Liquibase.

        Args:
            path: of the file.
            hint: what to do.
            where: what the file is part of.
        """
        message = f"{self}, and is read as U+FFFD{where}"
        return Problem(EncodingError.code, message, Location(path, self.line), hint, "warning")


def bad_byte(stream: BinaryIO, encoding: str | None, default: str = "UTF-8") -> BadByte | None:
    """Find the first byte of a file that `decode` replaces; None where all of it is text.

    Args:
        stream: the file, from its start. Some of it is read at a time.
        encoding: see `decode`.
        default: see `decode`.

    Raises:
        EncodingError: see `decode`.
    """
    piece = stream.read(_PIECE)
    mark, length = byte_order_mark(piece[:4])
    name = text_encoding(encoding, mark, default)
    decoder = codecs.getincrementaldecoder(name)()
    offset, line, piece = length, 1, piece[length:]
    while True:
        held = decoder.getstate()[0]
        try:
            text = decoder.decode(piece, not piece)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(name, "replace")
            found = error.object[error.start]
            return BadByte(found, offset - len(held) + error.start, line + _lines(before), encoding or mark or default)
        if not piece:
            return None
        offset, line = offset + len(piece), line + _lines(text)
        piece = stream.read(_PIECE)


def _lines(text: str) -> int:
    """Count the ends of lines."""
    return text.count("\n")


_PIECE = 2**18
_OF_PYTHON = frozenset({
    "charmap", "idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7",
    "utf-8-sig",
})  # fmt: skip
"""Encodings of texts that Python knows and Java does not."""

_WIDE = {"utf-16": "utf-16-be", "utf-32": "utf-32-be"}
"""What these mean in Java where no byte order mark says more; Python takes the order of the machine."""

_OF_JAVA = (
    (re.compile(r"x-(mac\w+|[\w-]+)", re.IGNORECASE), r"\1"),
    (re.compile(r"(?:iso)?_?8859_(\d+)", re.IGNORECASE), r"iso8859-\1"),
    (re.compile(r"windows-31j", re.IGNORECASE), "cp932"),
    (re.compile(r"(?:ms|windows-|ibm-?|cp)0{0,9}(\d{1,9})", re.IGNORECASE), r"cp\1"),
    (re.compile(r"utf-(16|32)([bl]e)-bom", re.IGNORECASE), r"utf-\1-\2"),
    (re.compile(r"iso-10646-ucs-2", re.IGNORECASE), "utf-16-be"),
    (re.compile(r"mac(\w+)", re.IGNORECASE), r"mac-\1"),
    (re.compile(r"mac-?central-?europe", re.IGNORECASE), "mac-latin2"),
)
"""Names that Java has and Python has not, with how the part that matches is written in Python; one after the other."""


def codec_of(name: str) -> str:
    """Return Python's name of an encoding that Java knows too, as it reads bytes without a byte order mark.

    Raises:
        EncodingError: there is none of this name.
    """
    found, spelled = _codec(name), name
    for pattern, written in _OF_JAVA:
        if found:
            break
        if pattern.fullmatch(spelled):
            spelled = pattern.sub(written, spelled)
            found = _codec(spelled)
    if not found or found in _OF_PYTHON:
        raise EncodingError(f'unknown encoding "{name}"', hint="names are those of Java: UTF-8, ISO-8859-1")
    return _WIDE.get(found, found)


@cache
def _codec(name: str) -> str:
    """Return Python's own name of an encoding of texts; "" where it has none."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)  # refused by what makes no bytes of texts: rot13, base64, zip
    except (LookupError, UnicodeError, ValueError):  # a NUL in the name is a ValueError
        return ""
    return found


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes that Java makes of a text: UTF-16 begins with a mark, and what an encoding has not is a question mark.

    Raises:
        EncodingError: there is none of this name.
    """
    if encoding == "UTF-8":
        return text.encode("utf-8", "replace")
    if _codec(encoding) == "utf-16" and text:
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace")
    return text.encode(codec_of(encoding), "replace")


def byte_order_mark(start: bytes) -> tuple[str, int]:
    """Find the encoding that the first four bytes of a file announce, and the length of the mark."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    return "", 0


def text_encoding(encoding: str | None, mark: str, default: str = "UTF-8") -> str:
    """Return the codec for a file, from what the author says and what its byte order mark says.

    Raises:
        EncodingError: no encoding has this name, or the two contradict each other.
    """
    name = codec_of(encoding or mark or default)
    if mark and encoding and name.startswith("utf-") and mark != name:
        raise EncodingError(
            f"the file starts with a byte order mark of {mark.upper()}, but its encoding is said to be {encoding}",
            hint="leave out the encoding, or remove the byte order mark",
        )
    return mark if mark and name.startswith("utf-") else name

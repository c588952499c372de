"""Bytes of a file to text: byte order marks, encodings by their Java names."""

from __future__ import annotations

import codecs

from clog.errors import EncodingError

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


_OF_PYTHON = frozenset({
    "charmap", "idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7",
    "utf-8-sig",
})  # fmt: skip
"""Encodings of texts that Python knows and Java does not."""


def codec_of(name: str) -> str:
    """Give Python's name of an encoding that Java knows too.

    Raises:
        EncodingError: there is none of this name.
    """
    try:
        found = codecs.lookup(name.replace("ISO8859_", "ISO-8859-"))
        "".encode(found.name)  # refused by what makes no bytes of texts: rot13, base64, zip
    except (LookupError, UnicodeError, ValueError):  # a NUL in the name is a ValueError
        known = False
    else:
        known = found.name not in _OF_PYTHON
    if not known:
        raise EncodingError(f'unknown encoding "{name}"', hint="names are those of Java: UTF-8, ISO-8859-1")
    return found.name


def byte_order_mark(start: bytes) -> tuple[str, int]:
    """Find the encoding that the first four bytes of a file announce, and the length of the mark."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    return "", 0


def text_encoding(encoding: str | None, mark: str, default: str = "UTF-8") -> str:
    """Name the codec for a file, from what the author says and what its byte order mark says.

    Raises:
        EncodingError: no encoding has this name, or the two contradict each other.
    """
    name = codec_of(encoding or mark or default)
    if mark and encoding and name.startswith("utf-") and not mark.startswith(name.removesuffix("-sig")):
        raise EncodingError(
            f"the file starts with a byte order mark of {mark.upper()}, but its encoding is said to be {encoding}",
            hint="leave out the encoding, or remove the byte order mark",
        )
    return mark if mark and name.startswith("utf-") else name

"""The four formats of change logs: text to Node. A format is found by the suffix of the file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from clog.errors import Location, ParseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.node import Document

MODULES = {"xml": "xml", "yaml": "yaml", "yml": "yaml", "json": "json", "sql": "formatted_sql"}
"""Suffixes, lower case, with the modules of this package that read them."""


def suffix(path: str) -> str:
    """Return what follows the last dot of a path, in lower case; "" without a dot."""
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def readable(path: str) -> bool:
    """Return whether some format reads files of this name."""
    return suffix(path) in MODULES


def parse(data: bytes, path: str, *, encoding: str = "UTF-8") -> Document:
    """Read a change log.

    Args:
        data: the file.
        path: its path on the search path; the suffix says the format.
        encoding: the encoding of files that do not say theirs.

    Raises:
        ParseError: the text is not well-formed, or no format has this suffix.
        EncodingError: the bytes are not text.
    """
    name = MODULES.get(suffix(path))
    if name is None:
        raise ParseError(
            f'nothing reads change logs named like "{path}"',
            at=Location(path),
            hint="change logs end in .xml, .yaml, .yml, .json or .sql",
        )
    read = cast("Callable[[bytes, str, str], Document]", import_module(f"clog.formats.{name}").read)
    return read(data, path, encoding)

"""JSON change logs. Liquibase reads them with its YAML reader, so what is no strict JSON is given to ours.

Reference: checksums, sections 6.1 and 6.5
"""

from __future__ import annotations

import re
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any

from clog.formats.collecting import Paused
from clog.formats.places import decode
from clog.formats.tree import Folder
from clog.formats.yaml import document, read_text

if TYPE_CHECKING:
    from clog.model.node import Document


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read a JSON change log.

    Raises:
        ParseError: it is neither JSON nor YAML.
        EncodingError: the bytes are not text.
    """
    text = decode(data, path, encoding)
    return read_strict(text, path) or read_text(text, path, "json")


_LONE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)
"""Half of a pair that makes one character: no text, and refused by YAML with its place."""


def read_strict(text: str, path: str) -> Document | None:
    """Read what is strict JSON and means the same in YAML; None for everything else."""
    if "\\/" in text or "\t" in text or ("\\u" in text and _LONE.search(text)):
        return None
    folder = Folder()
    try:
        with Paused():
            root: Any = loads(text, object_pairs_hook=folder.fold, parse_constant=_Constant)
    except (JSONDecodeError, RecursionError):
        return None
    return document(root, text, path, "json", folder)


class _Constant(str):
    """NaN and Infinity, which are texts in YAML."""

    __slots__ = ()

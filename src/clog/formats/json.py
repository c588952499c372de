"""JSON change logs. Liquibase reads them with its YAML reader, so what is no strict JSON is given to ours.

Reference: checksums, sections 6.1 and 6.5
"""

from __future__ import annotations

import re
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any

from clog.formats.collecting import Paused
from clog.formats.places import ALWAYS_UTF_8, decode
from clog.formats.tree import Folder
from clog.formats.yaml import document, read_text
from clog.limits import DEEPEST
from clog.model.node import Node

if TYPE_CHECKING:
    from clog.model.node import Document


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read a JSON change log, which is UTF-8, or says by a byte order mark that it is UTF-16.

    Raises:
        ParseError: it is neither JSON nor YAML.
        EncodingError: the bytes are not text.
    """
    del encoding
    text = decode(data, path, "UTF-8", ALWAYS_UTF_8)
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
    except (JSONDecodeError, RecursionError, ValueError):  # a ValueError: a number of thousands of digits
        return None
    if _may_be_too_deep(root):
        return None
    return document(root, text, path, "json", folder)


def _may_be_too_deep(root: Any) -> bool:
    """Return whether maps and lists may be nested deeper than YAML has them; its reader knows where."""
    level = [root]
    for _ in range(DEEPEST // 2 - 1):
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    """List what stands in a node or list: nodes and lists; a node in a list is one level of two."""
    if type(value) is Node:
        lists = [found for found in (*value.attributes.values(), value.text) if type(found) is list]
        return [*value.children, *lists] if lists else value.children
    return [found for found in value if type(found) is list or type(found) is Node] if type(value) is list else []


class _Constant(str):
    """NaN and Infinity, which are texts in YAML."""

    __slots__ = ()

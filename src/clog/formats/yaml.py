"""YAML change logs: events of libyaml, scalars resolved as SnakeYAML 2.2 does, maps made nodes at once.

Reference: checksums, sections 6.1 and 6.5
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import ParseError
from clog.formats.collecting import Paused
from clog.formats.places import NOWHERE, decode, located, place
from clog.formats.tree import Duplicate, Folder
from clog.formats.yaml_scalars import YamlDate
from clog.model.node import Document, Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.formats.places import Place

__all__ = ["YamlDate", "document", "read", "read_text"]


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read a YAML change log.

    Raises:
        ParseError: it is not well-formed, a key is there twice, or it is no change log.
        EncodingError: the bytes are not text.
    """
    return read_text(decode(data, path, encoding), path, "yaml")


def read_text(text: str, path: str, kind: str) -> Document:
    """Read YAML text; JSON is YAML as well.

    Args:
        text: the whole file.
        path: its path, for errors.
        kind: what the document says it is, yaml or json.
    """
    from clog.formats.yaml_events import compose, explain

    folder = Folder()
    try:
        with Paused():
            root = compose(text, folder)
    except Duplicate as duplicate:
        key, at = duplicate.args
        found = _locator(text)(at, key)
        raise located(ParseError, f'the key "{key}" is there twice', path, found, "keep one of them") from None
    except Exception as error:
        raise explain(error, text, path) from error
    return document(root, text, path, kind, listed=folder.listed)


def document(root: Any, text: str, path: str, kind: str, *, listed: bool) -> Document:
    """Make the document from what the text says, with databaseChangeLog as its root.

    Args:
        root: the value of the whole text.
        text: the text.
        path: of the file.
        kind: yaml or json.
        listed: whether databaseChangeLog is a list, as it must be.

    Raises:
        ParseError: it is no change log.
    """
    if root is None:
        raise located(ParseError, "the file is empty", path, NOWHERE, "a change log starts with databaseChangeLog:")
    children = root.children if isinstance(root, Node) else []
    node = next((child for child in children if child.name == "databaseChangeLog"), None)
    if node is None and isinstance(root, Node) and root.attributes.get("databaseChangeLog", root) is None:
        node = Node("databaseChangeLog", {}, [])
    elif node is not None and not listed:
        message = "databaseChangeLog holds no list"
        hint = 'begin each entry with a dash: "- changeSet:"'
        raise located(ParseError, message, path, _locator(text)(node.at, None), hint)
    if node is None:
        hint = "a change log starts with databaseChangeLog: and a list below it"
        raise located(ParseError, "there is no databaseChangeLog", path, place(text, 0), hint)
    return Document(path, kind, node, has_parameters="${" in text, locate=_locator(text))


def _locator(text: str) -> Callable[[int, str | None], Place]:
    """Make the function that finds places by reading the text once more."""
    known: dict[tuple[int, str | None], tuple[int, int]] = {}

    def locate(at: int, attribute: str | None) -> Place:
        if not known:
            from clog.formats.yaml_events import places

            known.update(places(text))
        start, end = known.get((at, attribute)) or known.get((at, None)) or (-1, 0)
        return NOWHERE if start < 0 else place(text, start, end - start)

    return locate

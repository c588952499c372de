"""YAML change logs: events of libyaml, scalars resolved as SnakeYAML 2.2 does, maps made nodes at once.

Reference: checksums, sections 6.1 and 6.5
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import InvalidValue, ParseError, UnknownElement
from clog.formats.collecting import Paused
from clog.formats.places import ALWAYS_UTF_8, NOWHERE, decode, located, place
from clog.formats.tree import Folder
from clog.formats.yaml_scalars import YamlDate
from clog.model.node import Document, Node
from clog.naming import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.errors import Problem
    from clog.formats.places import Place

__all__ = ["YamlDate", "document", "read", "read_text"]

ROOT = "databaseChangeLog"


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read a YAML change log, which is UTF-8, or says by a byte order mark that it is UTF-16.

    Raises:
        ParseError: it is not well-formed, or it is no change log.
        EncodingError: the bytes are not text.
    """
    del encoding
    return read_text(decode(data, path, "UTF-8", ALWAYS_UTF_8), path, "yaml")


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
    except Exception as error:
        raise explain(error, text, path) from error
    return document(root, text, path, kind, folder)


def document(root: Any, text: str, path: str, kind: str, folder: Folder) -> Document:
    """Make the document from what the text says, with databaseChangeLog as its root.

    Args:
        root: the value of the whole text.
        text: the text.
        path: of the file.
        kind: yaml or json.
        folder: made the nodes.

    Raises:
        ParseError: it is no change log.
    """
    if root is None:
        raise located(ParseError, "the file is empty", path, NOWHERE, "a change log starts with databaseChangeLog:")
    children = root.children if isinstance(root, Node) else []
    node = next((child for child in children if child.name == ROOT), None)
    if node is None and isinstance(root, Node) and root.attributes.get(ROOT, root) is None:
        node = Node(ROOT, {}, [])
    elif node is not None and not folder.listed:
        message = "databaseChangeLog holds no list"
        hint = 'begin each entry with a dash: "- changeSet:"'
        raise located(ParseError, message, path, _locator(text)(node.at, None), hint)
    if node is None:
        raise _no_change_log(root, text, path)
    look = _look(root, folder.repeated)
    return Document(path, kind, node, has_parameters="${" in text, locate=_locator(text), look=look, remarks=text)


def _no_change_log(root: Any, text: str, path: str) -> ParseError:
    """Make the error for a file without databaseChangeLog, at the key that is meant to be it."""
    keys = [*root.attributes, *(child.name for child in root.children)] if isinstance(root, Node) else []
    meant = next((key for key in keys if suggestion(key, (ROOT,))), None)
    if meant is not None:
        found = _locator(text)(root.at, meant)
        if meant == ROOT:
            hint = 'begin each entry with one dash and its name: "- changeSet:"'
            return located(ParseError, "no entry of databaseChangeLog is a map", path, found, hint)
        return located(ParseError, f'"{meant}" is no databaseChangeLog', path, found, f'did you mean "{ROOT}"?')
    hint = "a change log starts with databaseChangeLog: and a list below it"
    return located(ParseError, "there is no databaseChangeLog", path, place(text, 0), hint)


def _look(root: Node, repeated: list[tuple[int, str]]) -> Callable[[Document], Iterator[Problem]] | None:
    """Make the function that lists what of a file is not in its tree; None when all of it is."""
    if not repeated and len(root.children) + len(root.attributes) == 1:
        return None

    def look(found: Document) -> Iterator[Problem]:
        for at, key in repeated:
            message = f'the key "{key}" is there more than once: only the last one counts'
            hint = "keep one of them; YAML and JSON know each key of a map once"
            yield found.warning(InvalidValue, message, Node(key, {}, [], None, at), key, hint)
        for key in [*root.attributes, *(child.name for child in root.children)]:
            if key != ROOT:
                message = f'"{key}" stands beside databaseChangeLog, where nobody reads it'
                hint = "move it into the list below databaseChangeLog, begun with a dash, or take it away"
                yield found.warning(UnknownElement, message, Node(key, {}, [], None, root.at), key, hint)

    return look


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

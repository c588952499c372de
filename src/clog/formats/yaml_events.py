"""From the events of a YAML parser to nodes. The only module that imports PyYAML."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from clog.errors import ParseError
from clog.formats.places import located, place
from clog.formats.tree import Folder
from clog.formats.yaml_scalars import FIRST, WORDS, number, resolve, tagged_integer
from clog.limits import DEEPEST, LONGEST_ALIASES
from clog.model.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

Parser: Any = vars(yaml.cyaml)["CParser"] if yaml.__with_libyaml__ else yaml.Loader
"""The parser of libyaml; PyYAML without it reads the same, slowly."""

_MOST_ALIASES = 50
_SHORT = 200
"""Texts up to this length are not counted where aliases stand for them."""
_NO_KEY: Any = object()
_MERGE = "<<"
_TAGS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": tagged_integer,
    "tag:yaml.org,2002:float": number,
    "tag:yaml.org,2002:bool": resolve,
    "tag:yaml.org,2002:null": resolve,
    "tag:yaml.org,2002:timestamp": resolve,
}


class Refused(ValueError):
    """YAML that Liquibase does not take: `args` hold what is wrong and where (index in the text)."""


class Key(str):
    """A key that knows where it stands."""

    __slots__ = ("span",)
    span: tuple[int, int]


class _Open:
    """The map or list around the one that is being read."""

    __slots__ = ("anchor", "expanded", "items", "key", "merges", "start")

    def __init__(self, items: list[Any], key: Any, event: Any, expanded: int) -> None:
        self.items = items
        self.key = key
        self.anchor = event.anchor
        self.start = 0 if event.anchor is None else event.start_mark.index
        self.expanded = expanded
        self.merges = False


def compose(text: str, folder: Folder, key_of: Callable[[Any, str], str] | None = None) -> Any:
    """Read a text with one document; give its value: Node, list, scalar, None for an empty text.

    Args:
        text: YAML.
        folder: makes the nodes.
        key_of: makes keys from events and texts, where their places are wanted.

    Raises:
        Refused: it is YAML that Liquibase does not take.
        yaml.YAMLError: it is not YAML.
    """
    get = Parser(text).get_event
    get()
    if type(get()) is StreamEndEvent:
        return None
    value = _Composer(folder, key_of).read(get)
    get()
    event = get()
    kind = type(event)
    if kind is DocumentStartEvent:
        message = "a second YAML document begins here"
        raise Refused(message, event.start_mark.index)
    return value


class _Composer:
    """Makes a value of events, from the inside out."""

    def __init__(self, folder: Folder, key_of: Callable[[Any, str], str] | None) -> None:
        self.folder = folder
        self.key_of = key_of
        self.anchors: dict[str, Any] = {}
        self.sizes: dict[str, int] = {}
        self.expanded = 0
        self.aliases = 0
        self.stack: list[_Open] = []

    def read(self, get: Callable[[], Any]) -> Any:  # noqa: C901, PLR0912 - one loop over all events is the fast way
        """Read events up to the end of the value that begins with the next one.

        `items` are the entries of the map, or the items of the list, that is open; `key` is None in a
        list, _NO_KEY in a map that waits for a key, else the key that waits for its value.
        """
        stack, anchors, key_of = self.stack, self.anchors, self.key_of
        words, first = WORDS, FIRST
        items: list[Any] = []
        key: Any = None
        while True:
            event = get()
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.tag is not None:
                    value = tagged(event)
                elif event.implicit[0]:
                    if value in words:
                        value = words[value]
                    elif value[0] in first:
                        value = resolve(value)
                if event.anchor is not None:
                    anchors[event.anchor] = value
                    self.sizes[event.anchor] = len(event.value) if len(event.value) > _SHORT else 0
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(_Open(items, key, event, self.expanded))
                self.check(event)
                items = []
                key = _NO_KEY if kind is MappingStartEvent else None
                continue
            elif kind is AliasEvent:
                value = self.alias(event)
            else:
                value, items, key = self.close(items, event)
            if key is None:
                if not stack:
                    return value
                items.append(value)
            elif key is not _NO_KEY:
                items.append((key, value))
                key = _NO_KEY
            elif key_of is None and type(value) is str and value != _MERGE:
                key = value
            else:
                key = self.as_key(event, value)

    def check(self, event: Any) -> None:
        """Refuse what is nested too deep, and tags that make something else of maps and lists."""
        if len(self.stack) > DEEPEST:
            message = f"maps and lists are nested more than {DEEPEST} deep"
            raise Refused(message, event.start_mark.index)
        if event.tag is not None and event.tag not in {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!"}:
            message = f"the tag {event.tag} is not read"
            raise Refused(message, event.start_mark.index)

    def alias(self, event: Any) -> Any:
        """Return what an alias stands for. Aliases of maps and lists are counted against bombs."""
        if event.anchor not in self.anchors:
            message = f"*{event.anchor} stands for nothing that was said before"
            raise Refused(message, event.start_mark.index)
        value = self.anchors[event.anchor]
        self.expanded += self.sizes.get(event.anchor, 0)
        if self.expanded > LONGEST_ALIASES:
            message = f"the aliases up to here stand for more than {LONGEST_ALIASES} characters"
            raise Refused(message, event.start_mark.index)
        if type(value) is Node or type(value) is list:
            self.aliases += 1
            if self.aliases > _MOST_ALIASES:
                message = f"there are more than {_MOST_ALIASES} aliases of maps and lists"
                raise Refused(message, event.start_mark.index)
            return renamed(value) if type(value) is Node else value
        return value

    def close(self, items: list[Any], event: Any) -> tuple[Any, list[Any], Any]:
        """End a map or list: its value, and the entries and the key of what is around it."""
        around = self.stack.pop()
        value: Any = items
        if type(event) is MappingEndEvent:
            value = self.folder.fold(merged(items) if around.merges else items)
        if around.anchor is not None:
            self.anchors[around.anchor] = value
            self.sizes[around.anchor] = event.end_mark.index - around.start + self.expanded - around.expanded
        return value, around.items, around.key

    def as_key(self, event: Any, value: Any) -> str:
        """Make a key of a value: texts of numbers and words, and the mark of a merge."""
        if type(event) is ScalarEvent and event.value == _MERGE and event.implicit[0]:
            self.stack[-1].merges = True
            return _MERGE
        if isinstance(value, Node | list):
            message = "a key must be a text"
            raise Refused(message, event.start_mark.index)
        text = value if isinstance(value, str) else "null" if value is None else str(value).lower()
        return text if self.key_of is None else self.key_of(event, text)


def tagged(event: Any) -> Any:
    """Return the value of a scalar with an explicit tag."""
    make = _TAGS.get(event.tag)
    if event.tag == "!":
        return event.value
    try:
        if make is not None:
            return make(event.value)
    except (ValueError, OverflowError, IndexError) as error:
        message = f'"{event.value[:80]}" is no {event.tag.rpartition(":")[2]}'
        raise Refused(message, event.start_mark.index) from error
    message = f"the tag {event.tag} is not read"
    raise Refused(message, event.start_mark.index)


def renamed(node: Node) -> Node:
    """Copy a node that stands in two places, so that each gives it its own name."""
    return Node(node.name, node.attributes, node.children, node.text, node.at)


def merged(pairs: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Put the entries of << maps where no entry of the map itself has the key; earlier maps win."""
    own = [pair for pair in pairs if pair[0] != _MERGE]
    seen = {key for key, _ in own}
    for key, value in pairs:
        for node in (value if type(value) is list else [value]) if key == _MERGE else []:
            more: list[tuple[str, Any]] = []
            if type(node) is Node:
                more += node.attributes.items()
                more += ((child.name, renamed(child)) for child in node.children)
            own += [pair for pair in more if pair[0] not in seen]
            seen.update(pair[0] for pair in more)
    return own


class _MarkedFolder(Folder):
    """Remembers the place of each key by the node or attribute that it names."""

    __slots__ = ("spans",)

    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[tuple[int, str | None], tuple[int, int]] = {}

    def fold(self, pairs: Any) -> Node:
        node = super().fold(pairs)
        lists = {child.name: child for child in node.children}
        for key, value in pairs:
            span = getattr(key, "span", None)
            if span is None:
                continue
            self.spans.setdefault((node.at, None), span)
            if type(value) is Node:
                self.spans[value.at, None] = span
            elif key in lists:
                self.spans[lists[key].at, None] = span
            self.spans[node.at, str(key)] = span
        return node


def places(text: str) -> dict[tuple[int, str | None], tuple[int, int]]:
    """Find where the keys of all nodes and attributes stand: (number of the node, attribute) -> (from, to)."""

    def key_of(event: Any, value: str) -> str:
        key = Key(value)
        key.span = (event.start_mark.index, event.end_mark.index)
        return key

    folder = _MarkedFolder()
    with suppress(yaml.YAMLError, ValueError):
        compose(text, folder, key_of)
    return folder.spans


def scalar_spans(text: str) -> list[tuple[int, int]]:
    """List where the scalars of a text stand, in order; empty ones are left out."""
    get = Parser(text).get_event
    found = []
    while True:
        event = get()
        kind = type(event)
        if kind is ScalarEvent and event.start_mark.index < event.end_mark.index:
            found.append((event.start_mark.index, event.end_mark.index))
        elif kind is StreamEndEvent:
            return found


def explain(error: Exception, text: str, path: str) -> ParseError:
    """Make the error for text that cannot be read.

    Raises:
        Exception: the error itself, if it is none of reading.
    """
    if isinstance(error, Refused):
        message, index = error.args
        return located(ParseError, message, path, place(text, index))
    if not isinstance(error, yaml.YAMLError):
        raise error
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    context = getattr(error, "context", None)
    index = mark.index if mark is not None else getattr(error, "position", 0)
    message = f"this is not well-formed YAML: {problem}" + (f" ({context})" if context else "")
    return located(ParseError, message, path, place(text, index))

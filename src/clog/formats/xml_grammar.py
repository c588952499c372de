"""What the XML schemas of Liquibase allow: elements, their attributes, what stands in them and in which order.

Liquibase reads no XML change log that the schema which it names refuses, so neither do we. The schemas are written as
lines "elements: attributes | elements inside". An element is parent/element where it depends on the parent. `@name`
stands for a list of elements that has a line of its own.

Attributes have their kind (see `KINDS`), `!` marks what must be there; `:` allows those of other namespaces, `*` any.
`~` lets the element hold text, `&` anything at all. Of elements inside, `*` is any number, `+` at least one, `?` at
most one, `^` one that stands alone, `/` any number beside no others; what follows `<` stands behind; `:` allows elements
of other namespaces; `+` by itself: there must be something. A line about something that is known says how it differs:
`-` takes away, `|=` begins anew.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from clog.formats.xml_schema import NEWEST

_BOOLEAN = r"\s*(?:true|false|1|0)\s*"
_PARAMETER = r"\$\{[\w.]+\}"
_INTEGER = r"\s*[+-]?[0-9]+\s*"
_QUOTING = "LEGACY|QUOTE_ALL_OBJECTS|QUOTE_ONLY_RESERVED_WORDS"


class ElementKind(NamedTuple):
    """A kind of attribute values.

    Attributes:
        said: what is said about it.
        pattern: of the text.
        range: of whole numbers, the least and the greatest one; () where there is no limit.
    """

    said: str
    pattern: re.Pattern[str]
    range: tuple[float, float] | tuple[()] = ()

    def allows(self, text: str) -> bool:
        """Return whether a text is of this kind."""
        if self.pattern.fullmatch(text) is None:
            return False
        return not self.range or "$" in text or self.range[0] <= float(text) <= self.range[1]


def _one_of(words: str) -> ElementKind:
    """Make the kind of a few words."""
    return ElementKind(words.replace("|", ", "), re.compile(words))


_LONG = (-(2.0**63), 2.0**63 - 1)
KINDS = {
    "?": ElementKind("true or false", re.compile(f"{_BOOLEAN}|{_PARAMETER}")),
    "%": ElementKind("true or false", re.compile(_BOOLEAN)),
    "#": ElementKind("a whole number", re.compile(f"{_INTEGER}|{_PARAMETER}")),
    "=": ElementKind("a text that is not empty", re.compile(r"[\S\t].*", re.ASCII)),
    "@B": ElementKind("a text that does not begin with a blank", re.compile(r"\S.*", re.ASCII)),
    "@E": _one_of("HALT|WARN|CONTINUE|MARK_RAN"),
    "@F": ElementKind(
        "CASCADE, SET NULL, SET DEFAULT, RESTRICT, NO ACTION",
        re.compile(r"\s*(?:CASCADE|SET\s+NULL|SET\s+DEFAULT|RESTRICT|NO\s+ACTION)\s*"),
    ),
    "@G": ElementKind("a whole number from 0 on", re.compile(_INTEGER), (0, float("inf"))),
    "@H": _one_of("HALT|WARN"),
    "@I": ElementKind("a whole number", re.compile(_INTEGER)),
    "@L": ElementKind("a whole number", re.compile(_INTEGER), _LONG),
    "@M": ElementKind("a whole number", re.compile(f"{_INTEGER}|{_PARAMETER}"), _LONG),
    "@N": ElementKind("a whole number", re.compile(_INTEGER), (-(2.0**31), 2.0**31 - 1)),
    "@O": _one_of("TABLE|VIEW"),
    "@P": ElementKind("a whole number from 1 on", re.compile(_INTEGER), (1, float("inf"))),
    "@Q": _one_of(_QUOTING),
    "@S": _one_of("TEST|FAIL|IGNORE"),
    "@T": ElementKind("a name without blanks inside", re.compile(r"\s*[\w.:-]+\s*")),
    "@V": _one_of("HALT|MARK_RAN"),
}
"""Kinds of attribute values by the sign that stands behind the attribute; others may have any text."""

NEWEST_VERSION = "4.28"
_NEWEST_MINOR = {1: 9, 2: 0, 3: 10, 4: 28}
_VERSIONS = [(major, minor) for major, newest in _NEWEST_MINOR.items() for minor in range(newest + 1)]


def number(version: str) -> tuple[int, int] | None:
    """Return a version as numbers; None when Liquibase 4.28.0 does not bring the schema of this version."""
    if version == "latest":
        version = NEWEST_VERSION
    major, _, minor = version.partition(".")
    if not (major.isdecimal() and minor.isdecimal()) or f"{int(major)}.{int(minor)}" != version:
        return None
    return (int(major), int(minor)) if int(minor) <= _NEWEST_MINOR.get(int(major), -1) else None


class Inside(NamedTuple):
    """An element inside of another one: its shape, its place in the order, how often."""

    shape: ElementShape
    rank: int
    times: str


class ElementShape:
    """What the schema says about an element.

    Attributes:
        name: of the element.
        attributes: all names.
        required: names that must be there.
        kinds: attributes whose values are not just any text.
        others: which attributes may be there besides: ":" those of other namespaces, "*" any, "" none.
        inside: the elements in it by name; ":" stands for those of other namespaces.
        needed: names of elements that must be in it.
        some: the rank at which there must be something; None where there need not.
        text: whether it may hold text.
        anything: whether it may hold all that is well-formed.
    """

    __slots__ = (
        "anything", "attributes", "inside", "kinds", "name", "needed", "others", "required", "some", "text",
    )  # fmt: skip

    def __init__(self, key: str, entry: _Entry) -> None:
        self.name = key.rpartition("/")[2]
        words = entry.words
        self.text = "~" in words or "&" in words
        self.anything = "&" in words
        self.others = "*" if "*" in words else ":" if ":" in words else ""
        parts = [_WORD.fullmatch(word) for word in words.values()]
        found = [part.groups() for part in parts if part]
        self.attributes = frozenset(name for name, _, _ in found)
        self.required = tuple(name for name, _, needed in found if needed)
        self.kinds = {name: KINDS[kind] for name, kind, _ in found if kind}
        self.inside: dict[str, Inside] = {}
        self.needed: tuple[str, ...] = ()
        self.some: int | None = None

    @property
    def empty(self) -> bool:
        """Whether not even blanks may stand in it."""
        return not self.inside and not self.text

    def fill(self, entry: _Entry, shapes: dict[str, ElementShape], entries: dict[str, _Entry]) -> None:
        """Add the elements inside."""
        for rank, group in enumerate(entry.groups):
            words = [word for name, word in group.items() if name[0] != "@"]
            words += [word for name in group if name[0] == "@" for word in entries[name].groups[0].values()]
            for word in words:
                if word == "+":
                    self.some = rank
                elif word == ":":
                    self.inside[":"] = Inside(self, rank, "*")
                else:
                    name, times = word[:-1], word[-1]
                    self.inside[name] = Inside(shapes.get(f"{self.name}/{name}") or shapes[name], rank, times)
                    if times == "+":
                        self.needed += (name,)


_WORD = re.compile(r"(\w+)([?%#=]|@\w)?(!)?")
_NAME = re.compile(r"@?\w+|[:*&~+]")


class _Entry(NamedTuple):
    """What is written about an element: its attributes, and the groups of elements inside, by name."""

    words: dict[str, str]
    groups: list[dict[str, str]]

    def change(self, attributes: str, content: str, *, anew: bool) -> None:
        """Apply what a line says."""
        _change(self.words, attributes)
        if anew or "<" in content:
            self.groups.clear()
            for group in content.split("<"):
                if group.strip():
                    self.groups.append({})
                    _change(self.groups[-1], group)
        elif content:
            if not self.groups:
                self.groups.append({})
            _change(self.groups[0], content)


def _change(words: dict[str, str], text: str) -> None:
    """Put words in, and take away those with a minus."""
    for word in text.split():
        if word[0] == "-":
            words.pop(word[1:], None)
        elif name := _NAME.match(word):
            words[name[0]] = word


class Grammar(NamedTuple):
    """What the schema of a version allows: the shapes of all elements, and of databaseChangeLog, where they begin."""

    version: str
    shapes: dict[str, ElementShape]
    root: ElementShape


@lru_cache(maxsize=None)
def grammar(version: tuple[int, int]) -> Grammar:
    """Return what the schema of a version allows."""
    entries: dict[str, _Entry] = {}
    _read(NEWEST, entries)
    if version < (4, 27):
        from clog.formats.xml_schema_history import OLDER

        _read(OLDER, entries, version)
    shapes = {key: ElementShape(key, entry) for key, entry in entries.items() if key[0] != "@"}
    for key, shape in shapes.items():
        shape.fill(entries[key], shapes, entries)
    return Grammar("{}.{}".format(*version), shapes, shapes["databaseChangeLog"])


def _read(text: str, entries: dict[str, _Entry], version: tuple[int, int] = (0, 0)) -> None:
    """Apply lines, down to those of a version."""
    for line in text.replace("\n   ", " ").splitlines():
        keys, colon, rest = line.partition(":")
        if not colon:
            if number(line) < version:  # type: ignore[operator]  # all that are listed exist
                return
            continue
        attributes, _, content = rest.partition("|")
        for key in keys.split():
            entry = entries.setdefault(key, _Entry({}, []))
            entry.change(attributes, content.removeprefix("="), anew=content.startswith("="))


@lru_cache(maxsize=1024)
def version_with(version: tuple[int, int], element: str, name: str) -> str:
    """Find the nearest version, newer ones first, in which an element may have an attribute or hold an element.

    Args:
        version: of the schema that does not know it.
        element: name of the element.
        name: of the attribute, or of the element inside with < in front.

    Returns:
        The version; "" when there is none.
    """
    at = _VERSIONS.index(version)
    for other in (*_VERSIONS[at + 1 :], *reversed(_VERSIONS[:at])):
        for shape in grammar(other).shapes.values():
            if shape.name == element and (name[1:] in shape.inside if name[0] == "<" else name in shape.attributes):
                return grammar(other).version
    return ""

"""Change logs with one fault each: every name of a valid one misspelt, moved to a wrong place, or given twice."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"


class Mutant(NamedTuple):
    """A change log with one fault.

    Attributes:
        name: what was done to what: "moved up databaseChangeLog.4.changeSet.author".
        text: the change log.
        lines: numbers of the lines where a finding may stand: of the fault, and of what has lost something.
    """

    name: str
    text: str
    lines: frozenset[int]


class Name(str):
    """A name that a fault was done to; the writers note its line."""

    __slots__ = ("lines",)
    lines: list[int]

    def __new__(cls, text: str) -> Self:
        found = super().__new__(cls, text)
        found.lines = []
        return found


def misspelt(word: str) -> str:
    """Swap two letters in the middle of a word; double a letter where that changes nothing."""
    for place in range(len(word) // 2, len(word) - 1):
        one, two = word[place], word[place + 1]
        if one.lower() != two.lower() and (one.islower() == two.islower() or place + 2 == len(word)):
            return word[:place] + two + one + word[place + 2 :]
    return word + word[-1:]


class Element:
    """A named thing with others in it: an XML element or attribute, an entry of a map."""

    def __init__(self, name: str, kind: str, value: Any = None, inside: list[Element] | None = None) -> None:
        self.name = Name(name)
        self.kind = kind
        self.value = value
        self.inside = [] if inside is None else inside

    def copy(self, made: dict[int, Element]) -> Element:
        """Copy it; `made` remembers which copy belongs to which original."""
        inside = [child.copy(made) for child in self.inside]
        found = made[id(self)] = Element(self.name, self.kind, self.value, inside)
        return found

    def walk(self, above: tuple[Element, ...] = ()) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        """List all below, each with what is around it, outermost first."""
        for child in self.inside:
            yield child, (*above, self)
            yield from child.walk((*above, self))


def mutants(
    root: Element, write: Callable[[Element], str], wanted: Callable[[], bool] = lambda: True
) -> Iterator[Mutant]:
    """Make all mutants of a change log: of each name up to five.

    Args:
        root: the change log.
        write: notes in names on which line they stand.
        wanted: asked for each one whether it is to be made.
    """
    for element, above in root.walk():
        if element.kind == "item":
            continue
        path = ".".join([str(outer.name) for outer in (*above, element) if outer.name])
        for act, change in _ACTS.items():
            if not wanted():
                continue
            made: dict[int, Element] = {}
            copy = root.copy(made)
            touched = change(made[id(element)], tuple(made[id(outer)] for outer in above))
            if touched:
                text = write(copy)
                lines = frozenset(line for name in touched for line in name.lines)
                yield Mutant(f"{act} {path}", text, lines)


def _misspell(element: Element, above: tuple[Element, ...]) -> list[Name]:
    """Misspell a name."""
    element.name = Name(misspelt(element.name))
    return [element.name, _owner(above).name]


def _double(element: Element, above: tuple[Element, ...]) -> list[Name]:
    """Give something twice."""
    owner = above[-1]
    twin = element.copy({})
    owner.inside.insert(owner.inside.index(element) + 1, twin)
    return [element.name, twin.name]


def _move(element: Element, above: tuple[Element, ...], target: Element | None) -> list[Name]:
    """Take something out of its place and put it behind all in another one."""
    if target is None or target is above[-1]:
        return []
    above[-1].inside.remove(element)
    target.inside.append(element)
    return [element.name, _owner(above).name]


def _holders(element: Element, above: tuple[Element, ...]) -> list[Element]:
    """List what is around a name and can hold others of its kind, innermost first; but not what it stands in."""
    kinds = {"element", "map", "item"} | ({"top"} if element.kind != "attribute" else set())
    return [outer for outer in reversed(above[:-1]) if outer.kind in kinds]


def _owner(above: tuple[Element, ...]) -> Element:
    """Find what a name belongs to: the innermost thing around it that has a name."""
    return next((outer for outer in reversed(above) if outer.kind not in {"item", "top"}), above[0])


def _up(element: Element, above: tuple[Element, ...]) -> list[Name]:
    """Move something out of what it belongs to."""
    holders = _holders(element, above)
    return _move(element, above, holders[0] if holders else None)


def _far_up(element: Element, above: tuple[Element, ...]) -> list[Name]:
    """Move something out of two."""
    holders = _holders(element, above)
    return _move(element, above, holders[1] if len(holders) > 1 else None)


def _aside(element: Element, above: tuple[Element, ...]) -> list[Name]:
    """Move something into its neighbour."""
    neighbours = above[-1].inside
    if above[-1].kind == "item" and len(above) > 1:
        neighbours = [entry for item in above[-2].inside if item is not above[-1] for entry in item.inside]
    found = next((other for other in neighbours if other is not element and other.kind in {"element", "map"}), None)
    return _move(element, above, found)


_ACTS = {"misspelt": _misspell, "doubled": _double, "moved up": _up, "moved far up": _far_up, "moved aside": _aside}


# -- YAML and JSON: maps are elements of kind map or item, lists hold items ---------------------------------------------


def keyed(text: str) -> Element:
    """Read YAML or JSON."""
    value = yaml.safe_load(text) if not text.startswith("{") else json.loads(text)
    return Element("", "item", None, _entries(value))


def _entries(value: dict[str, Any]) -> list[Element]:
    found = []
    for name, inner in value.items():
        if isinstance(inner, dict):
            found.append(Element(name, "map", None, _entries(inner)))
        elif isinstance(inner, list) and all(isinstance(item, dict) for item in inner) and inner:
            found.append(Element(name, "list", None, [Element("", "item", None, _entries(item)) for item in inner]))
        else:
            found.append(Element(name, "scalar", inner))
    return found


def write_json(root: Element) -> str:
    """Write JSON, a line for each name."""
    lines: list[str] = []

    def held(elements: list[Element], pad: str) -> None:
        for number, element in enumerate(elements):
            comma = "," if number + 1 < len(elements) else ""
            element.name.lines.append(len(lines) + 1)
            head = f"{pad}{json.dumps(element.name)}: "
            if element.kind == "scalar":
                lines.append(head + json.dumps(element.value) + comma)
            elif element.kind == "map":
                lines.append(head + "{")
                held(element.inside, pad + "  ")
                lines.append(pad + "}" + comma)
            else:
                lines.append(head + "[")
                listed(element.inside, pad + "  ")
                lines.append(pad + "]" + comma)

    def listed(items: list[Element], pad: str) -> None:
        for number, item in enumerate(items):
            lines.append(pad + "{")
            held(item.inside, pad + "  ")
            lines.append(pad + "}" + ("," if number + 1 < len(items) else ""))

    lines.append("{")
    held(root.inside, "  ")
    lines.append("}")
    return "\n".join(lines) + "\n"


def write_yaml(root: Element) -> str:
    """Write YAML, a line for each name."""
    lines: list[str] = []

    def held(elements: list[Element], pad: str, first: str) -> None:
        lead = first
        if not elements:
            lines.append(first.rstrip() + " {}")
        for element in elements:
            element.name.lines.append(len(lines) + 1)
            if element.kind == "scalar":
                lines.append(f"{lead}{element.name}: {json.dumps(element.value)}")
            elif element.kind == "map":
                lines.append(f"{lead}{element.name}:" + ("" if element.inside else " {}"))
                if element.inside:
                    held(element.inside, pad + "  ", pad + "  ")
            else:
                lines.append(f"{lead}{element.name}:" + ("" if element.inside else " []"))
                for item in element.inside:
                    held(item.inside, pad + "    ", pad + "  - ")
            lead = pad

    held(root.inside, "", "")
    return "\n".join(lines) + "\n"


# -- XML -----------------------------------------------------------------------------------------------------------------


def xml(text: str) -> Element:
    """Read XML."""

    def element(found: ET.Element) -> Element:
        attributes = [
            Element(name, "attribute", value) for name, value in found.attrib.items() if not name.startswith("{")
        ]
        name = found.tag.removeprefix(f"{{{NAMESPACE}}}")
        text = "".join([found.text or "", *(child.tail or "" for child in found)])
        return Element(name, "element", text.strip(), attributes + [element(child) for child in found])

    return Element("", "top", None, [element(ET.fromstring(text))])  # noqa: S314 - a fixture of ours


def write_xml(root: Element) -> str:
    """Write XML, a line for each name."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']

    def element(found: Element, pad: str) -> None:
        found.name.lines.append(len(lines) + 1)
        lines.append(f"{pad}<{found.name}")
        if found is root.inside[0]:
            lines.append(f'  xmlns="{NAMESPACE}" xmlns:xsi="{SCHEMA}"')
            lines.append(f'  xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/dbchangelog-latest.xsd"')
        for attribute in found.inside:
            if attribute.kind == "attribute":
                attribute.name.lines.append(len(lines) + 1)
                lines.append(f"{pad}    {attribute.name}={quoteattr(attribute.value)}")
        if not found.value and not any(child.kind == "element" for child in found.inside):
            lines.append(f"{pad}/>")
            return
        lines.extend(f"{pad}>{escape(found.value or '')}".split("\n"))
        for child in found.inside:
            if child.kind == "element":
                element(child, pad + "  ")
        lines.append(f"{pad}</{found.name}>")

    for top in root.inside:
        element(top, "")
    return "\n".join(lines) + "\n"


# -- formatted SQL -------------------------------------------------------------------------------------------------------

_DIRECTIVE = re.compile(r"(--|/\*)\s*(liquibase formatted sql|liquibase rollback|[\w-]+)(.*)")
_OPTION = re.compile(r'\b(\w+):("[^"]*"|\S+)')


def sql_mutants(text: str) -> Iterator[Mutant]:
    """Make all mutants of formatted SQL: of each directive, and of each option of one."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("--changeset"))
    for number, line in enumerate(lines):
        found = _DIRECTIVE.fullmatch(line)
        if found is None:
            continue
        yield from _directive_mutants(lines, number, found, first)
        free = found[2].lower().startswith(("comment", "validchecksum", "rollback", "ignorelines"))
        if free and "changesetId" not in line:
            continue
        for option in _OPTION.finditer(line, found.start(3)):
            if not line[: option.start()].rstrip().endswith("--changeset"):
                yield from _option_mutants(lines, number, option)


def _reach(lines: list[str], number: int, name: str) -> frozenset[int]:
    """List the lines where a directive that was moved may be missed: for what says how others are read, all below."""
    if name in {"liquibase formatted sql", "changeset", "ignoreLines", "property"}:
        return frozenset(range(number + 1, len(lines) + 1))
    return frozenset({number + 1, len(lines)})


def _with(lines: list[str], **changed: Any) -> str:
    copy: list[str] = []
    for number, line in enumerate(lines):
        copy += changed.get(f"l{number}", [line])
    return "\n".join(copy) + "\n"


def _directive_mutants(lines: list[str], number: int, found: re.Match[str], first: int) -> Iterator[Mutant]:
    """Misspell, double and move a directive."""
    line, name = lines[number], f"{number + 1} {found[2]}"
    for word in re.finditer(r"[A-Za-z]{3,}", found[2]):
        start, end = found.start(2) + word.start(), found.start(2) + word.end()
        wrong = line[:start] + misspelt(word[0]) + line[end:]
        reach = _reach(lines, number, found[2]) if word[0] == "changeset" else frozenset({number + 1})
        yield Mutant(f"misspelt {name} {word[0]}", _with(lines, **{f"l{number}": [wrong]}), reach)
    yield Mutant(f"doubled {name}", _with(lines, **{f"l{number}": [line, line]}), frozenset({number + 1, number + 2}))
    if line.startswith("--"):
        yield Mutant(f"one dash {name}", _with(lines, **{f"l{number}": [line[1:]]}), frozenset({number + 1}))
    if number > first:
        changed = {f"l{number}": [], f"l{first}": [line, lines[first]]}
        yield Mutant(f"moved up {name}", _with(lines, **changed), _reach(lines, first, found[2]))
    if number < len(lines) - 1:
        changed = {f"l{number}": [], f"l{len(lines) - 1}": [lines[-1], line]}
        yield Mutant(f"moved down {name}", _with(lines, **changed), _reach(lines, number, found[2]))


def _option_mutants(lines: list[str], number: int, option: re.Match[str]) -> Iterator[Mutant]:
    """Misspell, double and move an option."""
    line, name = lines[number], f"{number + 1} {option[1]}"
    wrong = line[: option.start(1)] + misspelt(option[1]) + line[option.end(1) :]
    yield Mutant(f"misspelt {name}", _with(lines, **{f"l{number}": [wrong]}), frozenset({number + 1}))
    twice = line[: option.end()] + " " + option[0] + line[option.end() :]
    yield Mutant(f"doubled {name}", _with(lines, **{f"l{number}": [twice]}), frozenset({number + 1}))
    less = line[: option.start()].rstrip() + line[option.end() :]
    alone = [less, f"--{option[0]}"]
    yield Mutant(f"moved down {name}", _with(lines, **{f"l{number}": alone}), frozenset({number + 1, number + 2}))
    for other, start in _elsewhere(lines, number):
        changed = {f"l{number}": [less], f"l{other}": [f"{lines[other]} {option[0]}"]}
        lines_ = frozenset({number + 1, other + 1})
        yield Mutant(f"moved to {start} {name}", _with(lines, **changed), lines_)


def _elsewhere(lines: list[str], number: int) -> Iterator[tuple[int, str]]:
    """Find one line of each other kind that takes options."""
    own = lines[number].split()[0]
    for start in ("--property", "--changeset", "--preconditions", "--precondition-table-exists"):
        if start != own:
            yield next(place for place, line in enumerate(lines) if line.startswith(start + " ")), start

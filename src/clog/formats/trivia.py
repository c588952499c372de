"""Trivia: what a change log says to people only: comments, blank lines, CDATA. Read a second time, for convert and format.

The fast readers pass it over. What is found here is keyed by `Node.at`, so that it can be put beside their nodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Trivia(NamedTuple):
    """What stands around one node.

    Attributes:
        before: comments in front of it, without their marks, in order.
        inside: comments behind its last child.
        blank: whether a blank line stands before it (and its comments).
        cdata: whether its text is written as CDATA.
        indent: blanks in front of its text, where that begins on a line of its own.
    """

    before: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    blank: bool = False
    cdata: bool = False
    indent: str = ""


NO_TRIVIA = Trivia()


def read_trivia(data: bytes, path: str, encoding: str = "UTF-8") -> Mapping[int, Trivia]:
    """Find the trivia of a change log that could be read; -1 stands for what comes behind everything.

    Args:
        data: the file.
        path: its path; the suffix says the format.
        encoding: the encoding of files that do not say theirs.
    """
    from clog.formats import MODULES, suffix

    kind = MODULES[suffix(path)]
    if kind == "xml":
        return _of_xml(data, path)
    from yaml import YAMLError

    from clog.formats.places import decode

    text = decode(data, path, encoding)
    if kind == "formatted_sql":
        return _of_sql(text, path)
    if kind == "json" and "#" not in text and not _BLANK_LINE.search(text):
        return {}
    try:
        return _of_yaml(text)
    except YAMLError:  # JSON with escapes that YAML does not have: no place for comments
        return {}


class _Notes:
    """Collects trivia while nodes go by in the order of the text."""

    def __init__(self) -> None:
        self.found: dict[int, Trivia] = {}
        self.comments: list[str] = []
        self.blank = False

    def node(self, at: int) -> None:
        """Add what was collected to the node that begins here."""
        if self.comments or self.blank:
            old = self.found.get(at, NO_TRIVIA)
            self.found[at] = old._replace(before=old.before + tuple(self.comments), blank=old.blank or self.blank)
        self.comments, self.blank = [], False

    def beside(self, at: int, comment: str) -> None:
        """Add a comment at the end of a line to the node whose key begins the line."""
        old = self.found.get(at, NO_TRIVIA)
        self.found[at] = old._replace(before=(*old.before, comment))

    def end(self, at: int) -> None:
        """Add what was collected to the node that ends here."""
        if self.comments:
            old = self.found.get(at, NO_TRIVIA)
            self.found[at] = old._replace(inside=old.inside + tuple(self.comments))
        self.comments, self.blank = [], False


def _of_xml(data: bytes, path: str) -> dict[int, Trivia]:
    """Find comments, blank lines and CDATA of XML by a second look of the parser."""
    from pyexpat import ParserCreate

    from clog.formats.xml import as_utf8

    notes = _Notes()
    open_: list[int] = []
    spaces: list[str] = []
    parser = ParserCreate("UTF-8")

    def settle() -> None:
        blanks = "".join(spaces)
        spaces.clear()
        if not notes.comments and re.search(r"\n[ \t\r]*\n", blanks):
            notes.blank = True

    def start(_name: str, _attributes: dict[str, str]) -> None:
        settle()
        notes.node(parser.CurrentByteIndex)
        open_.append(parser.CurrentByteIndex)

    def end(_name: str) -> None:
        at = open_.pop()
        begins = _INDENTED.match("".join(spaces))
        spaces.clear()
        if begins:
            notes.found[at] = notes.found.get(at, NO_TRIVIA)._replace(indent=begins[1])
        notes.end(at)

    def comment(text: str) -> None:
        settle()
        notes.comments.append(text)

    def cdata() -> None:
        at = open_[-1]
        notes.found[at] = notes.found.get(at, NO_TRIVIA)._replace(cdata=True)

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = spaces.append
    parser.CommentHandler = comment
    parser.StartCdataSectionHandler = cdata
    parser.Parse(as_utf8(data, path), True)
    notes.end(-1)
    return notes.found


_INDENTED = re.compile(r"\s*\n([ \t]+)\S")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_COMMENT = re.compile(r"(?:^|(?<=[ \t\n]))#([^\n]*)|\n[ \t\r]*(?=\n)", re.MULTILINE)


def _of_yaml(text: str) -> dict[int, Trivia]:
    """Find comments and blank lines of YAML between its scalars.

    A comment belongs to the key behind it; one that is indented deeper than that key, to the element that it ends.
    """
    from clog.formats.yaml_events import places, scalar_spans

    notes = _Notes()
    marks = list(_marks(text, scalar_spans(text)))
    open_: list[tuple[int, int]] = []
    place = 0
    line, owner = -1, -1
    for start, at, is_element in _keys(places(text)):
        column = _column(text, start)
        while place < len(marks) and marks[place][0] < start and _ends_line(text, line, marks[place]):
            notes.beside(owner, marks[place][1] or "")
            place += 1
        if start - column != line:
            line, owner = start - column, at
        while place < len(marks) and marks[place][0] < start:
            _end_elements(notes, open_, marks[place], text, column)
            place += 1
        while open_ and open_[-1][0] >= column:
            open_.pop()
        if is_element:
            open_.append((column, at))
        notes.node(at)
    for mark in marks[place:]:
        if _ends_line(text, line, mark):
            notes.beside(owner, mark[1] or "")
            continue
        _end_elements(notes, open_, mark, text, 0)
    notes.end(-1)
    return notes.found


def _ends_line(text: str, line: int, mark: tuple[int, str | None]) -> bool:
    """Return whether a mark is a comment at the end of a line, given where the line begins."""
    return mark[1] is not None and line >= 0 and mark[0] - _column(text, mark[0]) == line


def _keys(places: Mapping[tuple[int, str | None], tuple[int, int]]) -> Iterable[tuple[int, int, bool]]:
    """List keys by where they begin: the node that they belong to, and whether they name an element."""
    found: dict[int, list[tuple[int, str | None]]] = {}
    for (at, name), (start, _) in places.items():
        found.setdefault(start, []).append((at, name))
    for start in sorted(found):
        at = min(at for at, _ in found[start])
        holders = {holder for holder, name in found[start] if name is not None}
        yield start, at, bool(holders) and at not in holders


def _column(text: str, index: int) -> int:
    """Return the column of a place, from 0."""
    return index - text.rfind("\n", 0, index) - 1


def _end_elements(
    notes: _Notes, open_: list[tuple[int, int]], mark: tuple[int, str | None], text: str, next_column: int
) -> None:
    """Read a comment or blank line: a comment that is deeper than the next key ends an element."""
    start, comment = mark
    column = _column(text, start)
    if comment is None or column <= next_column:
        _note(notes, comment)
        return
    while open_ and open_[-1][0] >= column:
        open_.pop()
    if not open_:
        _note(notes, comment)
        return
    held, notes.comments, notes.blank = (notes.comments, notes.blank), [comment], False
    notes.end(open_[-1][1])
    notes.comments, notes.blank = held


def _note(notes: _Notes, comment: str | None) -> None:
    """Collect a comment, or a blank line before all comments."""
    if comment is not None:
        notes.comments.append(comment)
    elif not notes.comments:
        notes.blank = True


def _marks(text: str, scalars: Iterable[tuple[int, int]]) -> Iterable[tuple[int, str | None]]:
    """List comments (their text) and blank lines (None) with where they begin, outside of the scalars."""
    done = 0
    for start, end in (*scalars, (len(text), len(text))):
        for match in _COMMENT.finditer(text, done, max(start, done)):
            yield match.start(), match[1].rstrip("\r") if match[1] is not None else None
        done = max(done, start + len(text[start:end].rstrip()))


_REMARK = re.compile(r"[ \t]*--[ \t]?(.*)")
_DIRECTIVE = re.compile(r"[ \t]*(?:liquibase|property|changeset|ignorelines)", re.IGNORECASE)
_IGNORED = re.compile(r"--[ \t]*ignoreLines:(\w+)", re.IGNORECASE)


def _of_sql(text: str, path: str) -> dict[int, Trivia]:
    """Find what formatted SQL says outside of its change sets: comments before the first, and lines that are ignored.

    All other comments are part of some SQL.
    """
    from clog.formats.formatted_sql import read

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    nodes = read(text.encode(), path, "UTF-8").root.children
    begins = {node.at: node.at for node in nodes if node.name == "changeSet" and node.at}
    notes = _Notes()
    inside, ignored, end = False, 0, False
    at = 0
    for line in text.split("\n"):
        found = _IGNORED.fullmatch(line)
        remark = _REMARK.fullmatch(line)
        if ignored or end:
            ignored -= bool(ignored)
            end = end and not (found and found[1].lower() == "end")
            if end or not found:
                notes.comments.append(remark[1] if remark else line)
        elif at in begins:
            notes.node(at)
            inside = True
        elif found:
            ignored, end = (int(found[1][-4000:]), False) if found[1].isdecimal() else (0, found[1].lower() == "start")
        elif remark and not inside and not _DIRECTIVE.match(remark[1]):
            notes.comments.append(remark[1])
        elif not line.strip() and not notes.comments:
            notes.blank = True
        elif not remark:
            notes.blank = False
        at += len(line) + 1
    notes.end(-1)
    return notes.found

"""SQL change logs: formatted SQL with its comment lines, and plain files, which are one change set.

One regular expression finds the lines that may be directives; what lies between them is SQL and never looked at.

Reference: checksums, section 13; behaviour, section 15; liquibase.parser.core.formattedsql
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from clog.errors import ParseError, ValidationError
from clog.formats.collecting import Paused
from clog.formats.places import located, place
from clog.formats.sql_directives import (
    CHANGE_SET,
    HEADER,
    IGNORE_LINES,
    PRECONDITION_HINT,
    Deferred,
    attributes_of,
    ignored_end,
    kind_of,
    precondition,
    precondition_options,
    property_attributes,
    reference,
)
from clog.model.node import Document, Node
from clog.sqltext.blanks import BLANKS
from clog.sqltext.decode import bad_byte, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clog.errors import ClogError, Problem
    from clog.formats.places import Place
    from clog.formats.sql_directives import DirectiveKind


_FLAGS = re.ASCII | re.IGNORECASE | re.MULTILINE
_LOGICAL_PATH = re.compile(r".*logicalFilePath:(\S*)", _FLAGS)
_CANDIDATE = re.compile(
    r"^[ \t\v\f]*(?:-+[ \t\v\f]*(?:property|changeset|rollback|precondition|comment|validchecksum|ignore)"
    r"|/\*[ \t\v\f]*liquibase[ \t\v\f]*rollback[ \t\v\f]*$)[^\n]*",
    _FLAGS,
)
_BLOCK_END = re.compile(r"^.*?\*/[ \t\v\f]*$", _FLAGS)
_IGNORE_TYPO = re.compile(r"^-[ \t\v\f]*ignoreLines:\w+[^\n]*$", _FLAGS)
_SHOWN = 200
"""Characters of a line that messages show."""

_NAMED = re.compile(r"\$\{([^{}]*)\}")
_NOTHING = re.compile(r"not required.*|empty.*")
_HINT = "write it like this: "


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read an SQL change log. Bytes that are no text become U+FFFD, as in Liquibase, and are told with the remarks.

    Raises:
        ParseError: a directive is malformed.
        EncodingError: there is no such encoding.
    """
    text = decode(data, None, encoding)
    odd = bad_byte(BytesIO(data), None, encoding) if "\ufffd" in text else None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    header = HEADER.match(text)
    root = Node("databaseChangeLog", {}, [])
    bare = None
    if header is None:
        root.children.append(_plain(text))
    else:
        logical = _LOGICAL_PATH.match(header[0].lstrip())
        if logical:
            root.attributes["logicalFilePath"] = logical[1]
        with Paused():
            reader = _Reader(text, path, root.children)
            reader.header = header[0]
            reader.run(header.end())
        bare = reader.bare
        if reader.errors:
            raise _together(reader, text, path)

    def look(document: Document) -> Iterable[Problem]:
        from clog.formats.sql_remarks import remarks

        yield from (odd.warning(document.path),) if odd else ()
        yield from remarks(text, document.path, bare)

    parameters = header is not None and "${" in text
    return Document(path, "sql", root, has_parameters=parameters, locate=_locator(text), look=look, remarks=text)


def _together(reader: _Reader, text: str, path: str) -> ClogError:
    """Make one error of all that is wrong with a file, and of what in it looks odd."""
    from clog.formats.sql_remarks import remarks

    errors = reader.errors
    lines = {error.at.line for error in errors if error.at}
    found = [problem for error in errors for problem in error.problems]
    found += [problem for problem in remarks(text, path, reader.bare) if problem.at and problem.at.line not in lines]
    if len(found) == 1:
        return errors[0]
    return ValidationError(sorted(found, key=lambda problem: problem.at or ("",)))


def _plain(text: str) -> Node:
    """Make the one change set of a file without header."""
    sql = Node("sql", {"splitStatements": False, "stripComments": False}, [], text.strip(BLANKS) or None)
    return Node("changeSet", {"id": "raw", "author": "includeAll"}, [sql])


class _Reader:
    """Makes nodes of the lines of a file."""

    __slots__ = (
        "bare", "change_set", "closes", "delimiter", "errors", "header", "kept", "named", "nodes", "path", "pieces", "position", "rollback", "rollback_at",
        "single", "skipped", "split", "sql", "text",
    )  # fmt: skip

    def __init__(self, text: str, path: str, nodes: list[Node]) -> None:
        self.text = text
        self.path = path
        self.nodes = nodes
        self.bare: int | None = None
        self.closes = True
        self.named: set[str] = set()
        self.single: dict[str, Node] = {}
        self.header = ""
        self.errors: list[ParseError] = []
        self.change_set: Node | None = None
        self.sql = Node("sql", {}, [])
        self.kept: str | None = None
        self.pieces: list[str] = []
        self.rollback: list[str] = []
        self.rollback_at = 0
        self.split: bool | None = None
        self.delimiter: str | None = None
        self.position = 0
        self.skipped = 0

    def run(self, start: int) -> None:
        """Read the file from behind its header."""
        text = self.text
        self.position = self.skipped = start
        for found in _CANDIDATE.finditer(text, start):
            begin = found.start()
            if begin < self.skipped:
                continue
            line = found[0]
            kind = kind_of(line)
            if kind is None:
                continue
            if "${" in line and kind.name not in {"property", "rollback_line"}:
                self.named.update(_NAMED.findall(line.lower()))
            if self.change_set is not None:
                self.pieces.append(text[self.position : begin])
            self.position = self.skipped = found.end() + 1
            try:
                getattr(self, kind.name)(line, begin)
            except ParseError as error:
                self.errors.append(error)
                self.hint_of(error, kind)
                if "changeset" in line.lower():
                    self.change_set = self.change_set or Node("changeSet", {"author": "", "id": ""}, [], None, begin)
        if self.change_set is not None:
            self.pieces.append(text[self.position :])
            self.finish(last=True)

    def error(self, line: str, at: int) -> None:
        """Refuse a line that only looks like a directive."""
        whole = line.lstrip(" \t\v\f-").lower().startswith(("changeset", "property")) and "--" in line
        fault = "is not complete" if whole else "looks like a directive and is none"
        shown = line.strip()
        self.fail(f'"{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."}" {fault}', at)

    def hint_of(self, error: ParseError, kind: DirectiveKind) -> None:
        """Say how a line is written, where its error does not."""
        error.hint = error.hint or (_HINT + kind.example if kind.example else "")

    def fail(self, message: str, at: int, hint: str = "") -> None:
        """Refuse the file because of a line."""
        end = self.text.find("\n", at)
        length = (len(self.text) if end < 0 else end) - at
        raise located(ParseError, message, self.path, place(self.text, at, length), hint)

    def property(self, line: str, at: int) -> None:
        """Read a property.

        What is read at the end of a change set has the properties that stand in it. So they are put in front of it, where
        nothing names them that was read before.
        """
        attributes = property_attributes(line)
        position = len(self.nodes)
        if self.change_set is not None and self.nodes[-1:] == [self.change_set]:
            position -= str(attributes.get("name")).lower() not in self.named
        self.nodes.insert(position, Node("property", attributes, [], None, at))

    def ignore_lines(self, line: str, at: int) -> None:
        """Skip lines: so many, or up to the end mark."""
        found = IGNORE_LINES.match(line)
        word = found[1] if found else ""
        if word != "start" and not word.isdecimal():
            message = f'ignoreLines takes a number or start, not "{word}"'
            hint = "write --ignoreLines:2, or --ignoreLines:start and --ignoreLines:end around the lines"
            if word == "end":
                message, hint = (
                    "there is no ignoreLines:start above this ignoreLines:end",
                    "write it, or take this away",
                )
            self.fail(message, at, hint)
        begin = self.position
        end, closed = ignored_end(self.text, begin, line)
        self.position = self.skipped = end
        if word == "start":
            typo = _IGNORE_TYPO.search(self.text, begin, end if closed else len(self.text))
            if typo:
                self.fail(f'"{typo[0]}" looks like a directive and is none', typo.start(), _HINT + "--ignoreLines:end")

    def changeset(self, line: str, at: int) -> None:
        """Begin a change set."""
        try:
            self.finish(last=False)
        except ParseError as error:
            self.errors.append(error)
        found = CHANGE_SET.match(line)
        author, identifier = (unquoted(found["author"]), unquoted(found["id"])) if found else ("", "")
        if found is None or not identifier.replace(":", "").replace(" ", "").strip('"'):
            self.fail("a change set needs an author and an id", at, _HINT + "--changeset ann:1")
            return
        attributes: dict[str, Any] = {"author": author, "id": identifier}
        self.sql = Node("sql", {"stripComments": True}, [], None, at)
        self.split = self.delimiter = None
        if found["rest"]:
            options = attributes_of(line)
            if options:
                self.split = options.pop("rollbackSplitStatements", None)
                self.delimiter = options.pop("rollbackEndDelimiter", None)
                for name in ("splitStatements", "stripComments", "endDelimiter"):
                    if name in options:
                        self.sql.attributes[name] = options.pop(name)
                attributes.update(options)
        self.named = set(_NAMED.findall(f"{self.header}{line}".lower()))
        self.change_set = Node("changeSet", attributes, [], None, at)
        self.nodes.append(self.change_set)

    def finish(self, *, last: bool) -> None:
        """Set the SQL and the rollback of the open change set."""
        change_set = self.change_set
        if change_set is None:
            return
        change_set.children += self.single.values()
        change_set.children.sort(key=lambda node: node.at)
        self.single.clear()
        whole = "".join(self.pieces)
        sql = whole.strip(BLANKS) or None
        self.pieces.clear()
        lines, self.rollback = self.rollback, []
        if last and sql is None:
            self.bare = change_set.at
        if last and not whole:
            self.sql.text = self.kept
            change_set.children.append(self.sql)
            return
        if not last and sql is None:
            name = f"{self.path}::{change_set.attributes['id']}::{change_set.attributes['author']}"
            self.fail(f"there is no SQL in the change set {name}", change_set.at, "write its SQL below this line")
        if last and sql is not None and sql.endswith("\n/") and self.sql.attributes.get("endDelimiter") is None:
            self.sql.attributes["endDelimiter"] = "\n/$"
        self.sql.text = self.kept = sql
        change_set.children.append(self.sql)
        text = "".join(lines)
        if text.strip(BLANKS):
            change_set.children.append(self.rollback_node(text))

    def rollback_node(self, text: str) -> Node:
        """Make the rollback of a change set from the text of all its rollback lines."""
        at = self.rollback_at
        bare = text.strip(BLANKS)
        if _NOTHING.fullmatch(bare.lower()):
            return Node("rollback", {}, [], None, at)
        if "changesetid" in bare.lower():
            attributes = reference(bare, self.path)
            for name in ("changeSetId", "changeSetAuthor"):
                if not attributes.get(name):
                    hint = "write --rollback changesetId:1 changesetAuthor:ann"
                    self.fail(f"the rollback names a change set without {name}", at, hint)
            return Node("rollback", attributes, [], None, at)
        options: dict[str, Any] = {}
        if self.split is not None:
            options["splitStatements"] = self.split
        if self.delimiter is not None:
            options["endDelimiter"] = self.delimiter
        return Node("rollback", {}, [Node("sql", options, [], bare, at)], None, at)

    def part(self, name: str, line: str, at: int) -> Node | None:
        """Return the open change set; None outside of all, where such a line is SQL nobody runs."""
        if self.change_set is None and name == "comment":
            self.fail(f'"{line.strip()}" stands before the first change set', at, "move it below a --changeset line")
        return self.change_set

    def keep(self, node: Node) -> Node:
        """Return the open change set something of which it has one."""
        self.single[node.name] = node
        return node

    def comment(self, line: str, at: int) -> None:
        """Read a comment; the last one of a change set counts."""
        change_set = self.part("comment", line, at)
        if change_set is not None:
            text = re.split(r"(?i)comment:? ", line, maxsplit=1)[1]
            self.keep(Node("comment", {}, [], text.strip(BLANKS), at))

    def valid_check_sum(self, line: str, at: int) -> None:
        """Read a checksum that is accepted."""
        change_set = self.part("validCheckSum", line, at)
        if change_set is not None:
            text = re.split(r"(?i)validCheckSum:? ", line, maxsplit=1)[1]
            change_set.children.append(Node("validCheckSum", {}, [], text.strip(BLANKS), at))

    def rollback_line(self, line: str, at: int) -> None:
        """Read a line of the rollback."""
        if self.part("rollback", line, at) is not None:
            if not self.rollback:
                self.rollback_at = at
            self.rollback.append(re.split(r"(?i)rollback ", line, maxsplit=1)[1] + "\n")

    def rollback_block(self, line: str, at: int) -> None:
        """Read a comment block that holds the rollback."""
        if self.part("rollback", line, at) is None:
            return
        end = _BLOCK_END.search(self.text, self.position) if self.closes else None
        if end is None:
            self.closes = False
            self.fail("this rollback comment is not closed", at, "end it with a line that ends in */")
            return
        if not self.rollback:
            self.rollback_at = at
        self.rollback.append(_joined(self.text[self.position : end.end()].rstrip()[:-2]) + "\n")
        self.position = self.skipped = end.end() + 1

    def preconditions(self, line: str, at: int) -> None:
        """Begin the preconditions of a change set; what was said before is forgotten."""
        change_set = self.part("preConditions", line, at)
        if change_set is not None:
            options = precondition_options(line)
            if options is None:
                self.fail("onUpdateSQL and onSqlOutput are the same", at, "write onSqlOutput alone")
                return
            self.keep(Node("preConditions", options, [], None, at))

    def precondition(self, line: str, at: int) -> None:
        """Read a precondition."""
        change_set = self.part("preConditions", line, at)
        if change_set is None:
            return
        block = self.single.get("preConditions") or self.keep(Node("preConditions", {}, [], None, at))
        found = Deferred.of(line, at) or precondition(line, at)
        if isinstance(found, str):
            self.fail(found, at, PRECONDITION_HINT)
        else:
            block.children.append(found)


def _joined(text: str) -> str:
    """Join the lines of a rollback block without anything between them, as Liquibase does.

    Where that would make one word of two, or put SQL behind a comment, the line end stays.
    """
    lines = text.split("\n")
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        merges = before[-1:].isalnum() and line[:1].isalnum()
        pieces += ["\n" if merges or "--" in before or "#" in before else "", line]
    return "".join(pieces)


def unquoted(text: str) -> str:
    """Remove quotes, single or double ones, if they stand at both ends."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _locator(text: str) -> Callable[[int, str | None], Place]:
    """Make the function that finds places from offsets."""

    def locate(at: int, attribute: str | None) -> Place:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if attribute is not None:
            found = re.compile(rf"(?i){re.escape(attribute)}:").search(text, at, end)
            if found:
                return place(text, found.start(), len(attribute))
        return place(text, at, end - at)

    return locate

"""Comment lines of formatted SQL that are not read, or not as they look: Liquibase takes them for plain comments.

Only asked when a change log is validated: reading it does not need this.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from clog.errors import (
    InvalidValue,
    Location,
    MissingAttribute,
    ParseError,
    Problem,
    UnknownAttribute,
    UnknownParameter,
)
from clog.formats.places import place
from clog.formats.sql_directives import AS_WRITTEN, BOOLEANS, CHANGE_SET, HEADER, OPTIONS, ignored_end, kind_of
from clog.naming import listed, suggestion

if TYPE_CHECKING:
    from clog.errors import ClogError

_FIRST_LINE = "the first line"
_LINE = re.compile(r"^[ \t]*(--?|/\*)([ \t]*)([A-Za-z][\w-]*)([^\n]*)$", re.MULTILINE)
_EXACT = re.compile(r"\s*--\s*liquibase\s*formatted\s*sql\b", re.IGNORECASE)
_PARAMETER = re.compile(r"\$\{[^\S\n]*+[^{}\s][^{}\n]*+\}")
_TOKEN = re.compile(r'(?<!\S)([A-Za-z]\w*):("[^"]*"|\S*)')
_BLOCK_END = re.compile(r"^.*?\*/[ \t\v\f]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\bchange\w*?(?:id|author|path)\b|\bchang\w+:", re.IGNORECASE)
_NOTHING = re.compile(r"not required.*|empty.*")
_PREFIX = re.compile(r"\s*--\s*[\w-]+:?")

_PROPERTY = ("name", "value", "context", "contextFilter", "labels", "dbms", "global")
_CONTAINER = ("onFail", "onError", "onSqlOutput", "onUpdateSQL")
_CONDITIONS = {"table-exists": ("table", "schema"), "view-exists": ("view", "schema")}
_ROLLBACK = ("changesetId", "changesetAuthor", "changesetPath")
_DIRECTIVES = {
    "changeset": "--changeset ann:1",
    "rollback": "--rollback drop table t",
    "property": "--property name:n value:v",
    "comment": "--comment text",
    "validchecksum": "--validCheckSum: 9:...",
    "preconditions": "--preconditions onFail:MARK_RAN",
    "precondition": "--precondition-sql-check expectedResult:0 select count(*) from t",
    "ignorelines": "--ignoreLines:2",
    "liquibase": "--liquibase formatted sql",
}
_SHAPES = {
    "changeset": r"\S+:\S+",
    "rollback": r"(?i)(?:alter|create|delete|drop|empty|insert|not required|truncate|update|\w+:)",
    "property": r"\w+:\S+\s+\w+:",
    "comment": r":",
    "validchecksum": r":?\s*[0-9]+:",
    "preconditions": r"\w+:",
    "precondition": r"\S*\w+:",
    "ignorelines": r":",
    "liquibase": r"(?i)form",
}
"""What follows a directive's name. Where a blank stands before the name, only such lines are taken for misspelt ones."""
_OPTION_NAMES = frozenset(name.lower() for name in (*OPTIONS, *_PROPERTY, *_CONTAINER, *_ROLLBACK, "expectedResult"))
_CLOSE = 0.75
_WIDE = 100
"""Characters of a line that are looked at for what it may mean."""

_FORMATTED = "liquibase formatted sql"


class _DirectiveOption(NamedTuple):
    """An option on a line: its name, its value, where it stands in the text."""

    name: str
    value: str
    at: int


def remarks(text: str, path: str, bare: int | None) -> list[Problem]:
    """List what is not read in a file, or not as it looks.

    Args:
        text: the whole file, with LF line ends.
        path: of the file.
        bare: where the last change set stands when it has no SQL; None when it has some.
    """
    look = _Look(text, path)
    header = HEADER.match(text)
    if header is None:
        look.plain()
        look.parameters()
        return look.problems
    look.header(header)
    look.lines(header.end())
    if bare is not None:
        message = "there is no SQL in the last change set"
        look.warn(MissingAttribute, message, bare, 0, "write its SQL below this line, or take the change set away")
    return look.problems


class _Look:
    """Walks over the comment lines of a file and collects warnings."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.problems: list[Problem] = []
        self.inside = False
        self.seen: set[str] = set()

    def warn(self, kind: type[ClogError], message: str, at: int, length: int, hint: str) -> None:
        """Add a warning; a length of 0 stands for the rest of the line."""
        end = self.text.find("\n", at)
        rest = (len(self.text) if end < 0 else end) - at
        line, column, excerpt = place(self.text, at, length or rest)
        self.problems.append(Problem(kind.code, message, Location(self.path, line, column), hint, "warning", excerpt))

    def parameters(self) -> None:
        """Find parameters in a file without header, where none is replaced."""
        seen: set[str] = set()
        for found in _PARAMETER.finditer(self.text):
            if found[0] not in seen:
                seen.add(found[0])
                message = f"{found[0]} is not replaced in a file without header and stays as it is written"
                hint = f'make "--{_FORMATTED}" its first line, and give it change sets'
                self.warn(UnknownParameter, message, found.start(), len(found[0]), hint)

    def plain(self) -> None:
        """Check a file without header: does it mean to have one?"""
        hint = f'make "--{_FORMATTED}" its first line'
        first = re.compile(r"\s*+(-*\s*+(\S[^\n]*))").match(self.text)
        words = first[2].lower() if first else ""
        if (
            first
            and first[1].startswith("-")
            and SequenceMatcher(None, words[: len(_FORMATTED)], _FORMATTED).ratio() > _CLOSE
        ):
            message = f'"{first[1].strip()}" is no header: the whole file is read as one change set of plain SQL'
            self.warn(ParseError, message, first.start(1), 0, hint)
            return
        for found in _LINE.finditer(self.text):
            if CHANGE_SET.fullmatch(found[0]):
                message = "the file has no header: it is read as one change set of plain SQL, and this as a comment"
                self.warn(ParseError, message, found.start(1), 0, hint)
                return

    def header(self, header: re.Match[str]) -> None:
        """Check the first line."""
        at = header.start() + len(header[0]) - len(header[0].lstrip())
        canonical = _EXACT.match(header[0])
        if canonical is None:
            message = f'"{header[0].strip()}" is taken for the header although it is misspelt'
            self.warn(ParseError, message, at, 0, f'write "--{_FORMATTED}"')
            return
        self.options(header[0], header.start(), canonical.end(), ("logicalFilePath",), _FIRST_LINE)

    def lines(self, start: int) -> None:
        """Check all comment lines."""
        skipped = start
        for found in _LINE.finditer(self.text, start):
            if found.start() < skipped:
                continue
            line, at = found[0], found.start()
            kind = kind_of(line)
            if kind is None:
                self.other(found)
                continue
            if kind.name == "ignore_lines":
                skipped = self.ignored(line, at, found.end() + 1)
            elif kind.name == "rollback_block":
                end = _BLOCK_END.search(self.text, found.end())
                skipped = end.end() + 1 if end else len(self.text)
                for inner in _LINE.finditer(self.text, found.end(), skipped):
                    if inner[1] == "/*" and kind_of(inner[0]) is kind:
                        message = "this line is a part of the rollback that begins above it"
                        self.warn(ParseError, message, inner.start(1), 0, "take it away")
            reader = getattr(self, f"in_{kind.name}", None)
            if kind.name not in {"changeset", "property"} and not self.inside and kind.name != "ignore_lines":
                message = f'"{line.strip()}" stands before the first change set, where it is not read'
                self.warn(
                    ParseError, message, found.start(1), 0, "move it below the --changeset line that it belongs to"
                )
            elif reader is not None:
                reader(line, at)

    def ignored(self, line: str, at: int, position: int) -> int:
        """Check lines that are passed over; return their end."""
        end, closed = ignored_end(self.text, position, line)
        if not closed:
            hint = "end them with a line --ignoreLines:end"
            self.warn(ParseError, "all lines from here to the end of the file are passed over", at, 0, hint)
        number = place(self.text, at)[0]
        for found in _LINE.finditer(self.text, position, min(end, len(self.text))):
            if not closed and _meant(found[3].lower()) == "ignorelines" and kind_of(found[0]) is None:
                self.other(found)
            if CHANGE_SET.fullmatch(found[0]):
                hint = f"it is among the lines that line {number} passes over"
                self.warn(ParseError, "this change set is passed over", found.start(1), 0, hint)
        return end

    def in_changeset(self, line: str, at: int) -> None:
        """Check the options of a change set."""
        self.inside = True
        self.seen.clear()
        found = CHANGE_SET.match(line)
        assert found is not None  # noqa: S101 - the kind says so
        for option in self.options(line, at, found.start("rest"), tuple(OPTIONS), "--changeset"):
            if option.name in AS_WRITTEN and len(option.value) > 1 and option.value[0] == option.value[-1] == '"':
                message = f"the quotes around {option.value} are a part of the {option.name}"
                self.warn(InvalidValue, message, option.at, len(option.name), "write it without quotes")
            if option.name in BOOLEANS and option.value and option.value.lower() not in {"true", "false"}:
                message = f'{option.name} must be true or false, not "{option.value}"'
                self.warn(InvalidValue, message, option.at, len(option.name), "anything but true counts as false")

    def in_property(self, line: str, at: int) -> None:
        """Check the options of a property."""
        given = {option.name for option in self.options(line, at, _start(line), _PROPERTY, "--property")}
        for name, effect in (("name", "cannot be used"), ("value", "is not defined")):
            if name not in given:
                message = f"the property has no {name}: it {effect}"
                hint = f"write {_DIRECTIVES['property']}"
                self.warn(MissingAttribute, message, at + len(line) - len(line.lstrip()), 0, hint)

    def in_comment(self, line: str, at: int) -> None:
        """Check a comment: one before it is forgotten."""
        self.once(
            "comment", line, at, "the last --comment of a change set counts, this one replaces what was said before"
        )

    def in_preconditions(self, line: str, at: int) -> None:
        """Check the head of preconditions: those before it are forgotten."""
        self.once("preconditions", line, at, "--preconditions makes a change set forget the preconditions above it")
        self.options(line, at, _start(line), _CONTAINER, "--preconditions")

    def in_precondition(self, line: str, at: int) -> None:
        """Check a precondition."""
        self.seen.add("preconditions")
        start = _start(line)
        name = line[:start].partition("-precondition-")[2].strip().lower()
        if name in _CONDITIONS:
            self.options(line, at, start, _CONDITIONS[name], f"--precondition-{name}")
            return
        body = re.compile(r"""\s*(?:expectedResult:)?("[^"]*"|'[^']*'|\S+)\s+(.*)""", re.IGNORECASE).match(line, start)
        if body and body[2].lower().startswith("expectedresult:"):
            message = "expectedResult is given twice: the second one is taken for SQL"
            self.warn(InvalidValue, message, at + body.start(2), len("expectedResult"), "keep one of them")

    def in_rollback_line(self, line: str, at: int) -> None:
        """Check a rollback that names another change set, or means to."""
        rest = line[_start(line) :]
        alone = "changesetid" in rest.lower() or _NOTHING.fullmatch(rest.strip().lower()) is not None
        if (alone or "alone" in self.seen) and "rollback" in self.seen:
            message = f'"{line.strip()}" stands beside other lines of the rollback, which are taken for SQL'
            hint = "a rollback that is empty, or names a change set, has one line: take the others away"
            self.warn(InvalidValue, message, at + len(line) - len(line.lstrip()), 0, hint)
        self.seen.update({"rollback", "alone"} if alone else {"rollback"})
        if "changesetid" in rest.lower():
            self.options(line, at, _start(line), _ROLLBACK, "--rollback")
        elif all(":" in word for word in rest.split()) and _REFERENCE.search(rest):
            message = "this rollback names no changesetId: it is run as SQL"
            hint = "write --rollback changesetId:1 changesetAuthor:ann"
            self.warn(UnknownAttribute, message, at + _start(line) + 1, 0, hint)

    def once(self, name: str, line: str, at: int, hint: str) -> None:
        """Warn of something that is there a second time."""
        if name in self.seen:
            message = f'"{line.strip()}" is not the first of its kind in this change set'
            self.warn(InvalidValue, message, at + len(line) - len(line.lstrip()), 0, f"{hint}: keep one of them")
        self.seen.add(name)

    def options(self, line: str, at: int, start: int, known: tuple[str, ...], where: str) -> list[_DirectiveOption]:
        """Check the options of a line: those that are not known, given twice, or without a value.

        Returns:
            The known ones, with their names as they are declared.
        """
        spelled = {name.lower(): name for name in known}
        found: list[_DirectiveOption] = []
        rest = start
        for token in _TOKEN.finditer(line, start):
            self.stray(line, at, rest, token.start(), where)
            rest = token.end()
            name, place_ = spelled.get(token[1].lower(), ""), at + token.start()
            if not name:
                message = f'unknown option "{token[1]}" on {where}, which is passed over'
                self.warn(
                    UnknownAttribute,
                    message,
                    place_,
                    len(token[1]),
                    suggestion(token[1], known) or f"{where} knows {listed(known)}",
                )
                continue
            if any(option.name == name for option in found):
                message = f"{name} is given twice on {where}: only the last one counts"
                self.warn(InvalidValue, message, place_, len(name), "keep one of them")
            if not token[2]:
                message = f"{name} has no value on {where} and is passed over"
                if name == "logicalFilePath" and where == _FIRST_LINE:
                    message = f"{name} has no value on {where}: the history will have an empty path"
                hint = f"write the value right behind the colon, without a blank: {name}:..."
                self.warn(InvalidValue, message, place_, len(name), hint)
            found.append(_DirectiveOption(name, token[2], place_))
            if name == "runWithSpoolFile":
                others = _TOKEN.search(line, token.end())
                if others:
                    message = f"runWithSpoolFile takes the whole rest of the line, {others[0]} too"
                    self.warn(InvalidValue, message, place_, len(name), "make it the last option of the line")
                    continue
                return found
        self.stray(line, at, rest, len(line), where)
        return found

    def stray(self, line: str, at: int, start: int, end: int, where: str) -> None:
        """Warn of words between options."""
        words = line[start:end].strip()
        if words:
            index = line.index(words, start)
            message = f'"{words}" on {where} is passed over'
            hint = "options are written name:value, without blanks; values with blanks stand in double quotes"
            self.warn(UnknownAttribute, message, at + index, len(words), hint)

    def other(self, found: re.Match[str]) -> None:
        """Check a comment line that is none that Liquibase reads: does it mean to be one?"""
        dashes, blank, word, rest = found.groups()
        lower = word.lower()
        at = found.start(1)
        if dashes == "/*":
            words = (lower + rest[:_WIDE].lower()).split()
            if SequenceMatcher(None, " ".join(words), "liquibase rollback").ratio() > _CLOSE:
                message = f'"{found[0].strip()}" looks like the begin of a rollback and is a comment'
                self.warn(ParseError, message, at, 0, 'write "/* liquibase rollback" as the only words of the line')
            return
        if lower in _OPTION_NAMES and rest.startswith(":"):
            hint = "options stand on the line of the directive that they belong to, behind its name"
            self.warn(ParseError, f'"{found[0].strip()}" is a comment and sets nothing', at, 0, hint)
            return
        name = _meant(lower)
        if not name or HEADER.fullmatch(found[0]) or (blank and not re.match(_SHAPES[name], rest.lstrip(" \t"))):
            return
        message = f'"{found[0].strip()}" looks like a directive and is a comment'
        self.warn(ParseError, message, at, 0, f"a directive looks like this: {_DIRECTIVES[name]}")


def _start(line: str) -> int:
    """Find where the options of a line begin: behind the name of the directive."""
    found = _PREFIX.match(line)
    return found.end() if found else 0


@lru_cache(maxsize=1024)
def _meant(word: str) -> str:
    """Find the directive that a word is close to; "" when it is close to none, or the plural of one."""
    head = word if word.startswith("precond") and "-" not in word else word.partition("-")[0]
    if head.rstrip("s") in {"comment", "rollback", "changeset"} and head.endswith("s"):
        return ""
    close = get_close_matches(head, _DIRECTIVES, 1, _CLOSE)
    return close[0] if close else ""

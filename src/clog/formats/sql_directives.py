"""The comment lines that formatted SQL understands: how they are written, and what they say."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from clog.model.node import Node

_FLAGS = re.ASCII | re.IGNORECASE


def _line(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of a whole line."""
    return re.compile(pattern, _FLAGS)


class DirectiveKind(NamedTuple):
    """A kind of line.

    Attributes:
        name: the method that reads it; "error" for lines that only look like a directive.
        pattern: what the whole line looks like.
        example: how it is written.
    """

    name: str
    pattern: re.Pattern[str]
    example: str = ""


_CHANGE_SET = "--changeset ann:1"
_ROLLBACK = "--rollback drop table t"
_CHECK = "--precondition-sql-check expectedResult:0 select count(*) from t"
PRECONDITION_HINT = f"write it like this: {_CHECK}"

HEADER = _line(r"\s*--[ \t\v\f]*liquibase[ \t\v\f]*formatted[^\n]*")
CHANGE_SET = _line(
    r"""\s*--\s*changeset(?:\s++(?!:)|\s+(?=\s:))(?P<author>"[^"]+"|[^:]++):(?P<id>"[^"]+"|\S+)(?P<rest>.*)"""
)
IGNORE_LINES = _line(r"--\s*ignoreLines:(\w+)")

KINDS = (
    DirectiveKind("changeset", CHANGE_SET),
    DirectiveKind("error", _line(r"-\s*changeset\s.*|\s*--\s*changeset\s*.*"), _CHANGE_SET),
    DirectiveKind("rollback_line", _line(r"\s*--\s*rollback (.*)")),
    DirectiveKind("error", _line(r"\s*-\s*rollback\s.*"), _ROLLBACK),
    DirectiveKind("property", _line(r"\s*+--\s*+property\s[^:]*+:\S*+\s[^:]*+:.*")),
    DirectiveKind("error", _line(r"\s*-+\s*property\s.*"), "--property name:n value:v"),
    DirectiveKind("ignore_lines", IGNORE_LINES),
    DirectiveKind("error", _line(r"-\s*ignoreLines:\w+.*|--\s*ignore:\w+"), "--ignoreLines:2"),
    DirectiveKind("comment", _line(r"--\s*comment:? (.*)")),
    DirectiveKind("error", _line(r"-\s*comment:? .*|--\s*comments:? .*"), "--comment: text"),
    DirectiveKind("valid_check_sum", _line(r"--\s*validCheckSum:? (.*)")),
    DirectiveKind("error", _line(r"-\s*validCheckSum.*"), "--validCheckSum: 9:..."),
    DirectiveKind("rollback_block", _line(r"\s*/\*\s*liquibase\s*rollback\s*")),
    DirectiveKind("preconditions", _line(r"\s*--\s*preconditions(.*)")),
    DirectiveKind("error", _line(r"\s*-\s*preconditions\s.*"), "--preconditions onFail:MARK_RAN"),
    DirectiveKind("precondition", _line(r"\s*--\s*precondition-([a-zA-Z0-9-]+)(?: (.*))?")),
    DirectiveKind("error", _line(r"\s*-\s*precondition.*"), _CHECK),
)
"""The kinds of lines, in the order in which they are tried. What is none of them is SQL."""

_IGNORE_END = re.compile(r"^--[ \t\v\f]*ignoreLines:(?-i:end)$", _FLAGS | re.MULTILINE)


def kind_of(line: str) -> DirectiveKind | None:
    """Say of which kind a line is; None for SQL and comments."""
    for kind in KINDS:
        if kind.pattern.fullmatch(line):
            return kind
    return None


_LONGEST = 4000
"""Digits of a number of lines: Python refuses longer ones, and no file has as many lines."""


def ignored_end(text: str, position: int, line: str) -> tuple[int, bool]:
    """Find the end of the lines that an ignoreLines line passes over.

    Args:
        text: the whole file.
        position: where they begin.
        line: says how many, or start.

    Returns:
        Where the line behind them begins, and whether an end was found.
    """
    found = IGNORE_LINES.match(line)
    word = found[1] if found else ""
    if word == "start":
        end = _IGNORE_END.search(text, position)
        return (end.end() + 1, True) if end else (len(text), False)
    for _ in range(int(word[-_LONGEST:]) if word.isdecimal() else 0):
        end_of_line = text.find("\n", position)
        if end_of_line < 0:
            return len(text), True
        position = end_of_line + 1
    return position, True


_WORDS = r"\w+"
_QUOTABLE = r"\".*?\"|\S*"
OPTIONS = {
    "splitStatements": _WORDS,
    "stripComments": _WORDS,
    "endDelimiter": r"\S*",
    "rollbackSplitStatements": _WORDS,
    "rollbackEndDelimiter": r"\S*",
    "runWith": r"[\w${}]+",
    "runWithSpoolFile": r".*",
    "runOnChange": _WORDS,
    "runAlways": _WORDS,
    "runInTransaction": _WORDS,
    "failOnError": _WORDS,
    "context": _QUOTABLE,
    "contextFilter": _QUOTABLE,
    "labels": _QUOTABLE,
    "logicalFilePath": r"\S*",
    "dbms": r"[^,][\w!,]+",
    "ignore": r"\w*",
}
BOOLEANS = frozenset({
    "splitStatements", "stripComments", "rollbackSplitStatements", "runOnChange", "runAlways", "runInTransaction",
    "failOnError",
})  # fmt: skip
AS_WRITTEN = frozenset({"endDelimiter", "rollbackEndDelimiter", "logicalFilePath"})
"""Options of which quotes are a part."""
_KEYS = tuple((name, name.lower() + ":") for name in OPTIONS)
_VALUES = {name: _line(rf".*{name}:({value})") for name, value in OPTIONS.items()}
_PROPERTY = ("context", "contextFilter", "labels", "dbms")


def attributes_of(line: str) -> dict[str, Any]:
    """Read the options of a changeset line.

    Names are found anywhere in the line, also at the end of longer ones; the last one counts.
    """
    lower = line.lower()
    found: dict[str, Any] = {}
    for name, key in _KEYS:
        if key in lower:
            match = _VALUES[name].match(line)
            if match:
                value = match[1]
                if name in BOOLEANS:
                    found[name] = value.lower() == "true"
                else:
                    found[name] = value if name in AS_WRITTEN else _bare(value)
    for name in ("context", "labels", "contextFilter", "logicalFilePath", "ignore"):
        if not found.get(name, True):
            del found[name]
    return found


def _bare(value: str) -> str:
    """Remove double quotes from both ends."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


_NAME = _line(r".*name:\s*(\S+)")
_VALUE = _line(r".*value:\s*(\S+)")
_GLOBAL = _line(r".*global:(\S+)")


def property_attributes(line: str) -> dict[str, Any]:
    """Read a property line."""
    found: dict[str, Any] = {}
    for name, pattern in (("name", _NAME), ("value", _VALUE), ("global", _GLOBAL)):
        match = pattern.match(line)
        if match:
            found[name] = match[1]
    for name in _PROPERTY:
        match = _VALUES[name].match(line)
        if match and match[1]:
            found[name] = _bare(match[1])
    return found


_REFERENCE = {
    "changeSetId": _line(r".*changeSetId:(\S+)"),
    "changeSetAuthor": _line(r".*changesetAuthor:(\S+)"),
    "changeSetPath": _line(r".*changesetPath:(\S+)"),
}


def reference(text: str, path: str) -> dict[str, Any]:
    """Read a rollback that names another change set.

    Args:
        text: of all rollback lines.
        path: of this file, where the change set is looked for by default.
    """
    found: dict[str, Any] = {"changeSetPath": path}
    for name, pattern in _REFERENCE.items():
        match = pattern.match(text.replace("\n", ""))
        if match:
            found[name] = match[1]
    return found


_CONTAINER = {name: _line(rf".*{name}:(\w+)") for name in ("onFail", "onError", "onUpdateSQL", "onSqlOutput")}


def precondition_options(line: str) -> dict[str, Any] | None:
    """Read what is to be done when preconditions fail; None where one thing is said under two names."""
    matches = {name: pattern.match(line) for name, pattern in _CONTAINER.items()}
    found: dict[str, Any] = {name: match[1] for name, match in matches.items() if match}
    older = found.pop("onUpdateSQL", None)
    if older is None:
        return found
    return None if "onSqlOutput" in found else {**found, "onSqlOutput": older}


_PRECONDITION = _line(r"\s*--\s*precondition-([a-zA-Z0-9-]+)(?: (.*))?")
_EXPECTED = tuple(_line(rf"(?:expectedResult:)?{value} (.*)") for value in (r"(\w+)", "'([^']+)'", '"([^"]+)"'))
_NAMES = {name: _line(rf".*{name}:(\w+)") for name in ("table", "view", "schema")}


_WITH_PARAMETERS = _line(r"(?:expectedResult:)?(\S*\$\{[^}]*\}\S*) (.*)")
_MOST_PARAMETERS = 100
"""Parameters in one line, up to which it is guessed at before they have values."""

_KINDS = {"table-exists": ("tableExists", "tableName", "table"), "view-exists": ("viewExists", "viewName", "view")}


class Deferred(Node):
    """A precondition whose line is read again once its parameters have values; until then it is what it looks like."""

    __slots__ = ("line",)
    line: str

    @classmethod
    def of(cls, line: str, at: int) -> Deferred | None:
        """Make one of a line; None where nothing in it waits for parameters."""
        found = _PRECONDITION.match(line)
        name, body = (found[1], found[2] or "") if found else ("", "")
        if "${" not in body:
            return None
        if name in _KINDS:
            element, attribute, word = _KINDS[name]
            words = {key.lower(): value for key, _, value in (option.partition(":") for option in body.split())}
            given = {attribute: words.get(word), "schemaName": words.get("schema")}
            made = cls(element, {key: value for key, value in given.items() if value}, [], None, at)
        elif (
            name == "sql-check"
            and body.count("${") < _MOST_PARAMETERS
            and not any(pattern.match(body.strip()) for pattern in _EXPECTED)
        ):
            match = _WITH_PARAMETERS.match(body.strip())
            made = cls("sqlCheck", {"expectedResult": match[1]} if match else {}, [], match[2] if match else body, at)
        else:
            return None
        made.line = line
        return made


def precondition(line: str, at: int) -> Node | str:
    """Read a precondition line.

    Returns:
        Its node, or what is wrong with it.
    """
    found = _PRECONDITION.match(line)
    name, body = (found[1], (found[2] or "").strip()) if found else ("", "")
    if name == "sql-check":
        for pattern in _EXPECTED:
            match = pattern.match(body)
            if match:
                return Node("sqlCheck", {"expectedResult": match[1]}, [], match[2], at)
        return "a sql-check needs an expectedResult and SQL"
    if name not in _KINDS:
        return f'the precondition "{name}" does not exist in formatted SQL'
    element, attribute, word = _KINDS[name]
    match = _NAMES[word].match(body)
    if match is None:
        return f"{name} needs the name of what must exist"
    attributes = {attribute: match[1]}
    schema = _NAMES["schema"].match(body)
    if schema:
        attributes["schemaName"] = schema[1]
    return Node(element, attributes, [], None, at)

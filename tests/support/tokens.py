"""What the program of a database sees in a statement: texts, names in quotes, comments, and everything else."""

from __future__ import annotations

import re
from typing import NamedTuple

_BACKSLASHES = frozenset(("mysql", "mariadb", "snowflake"))
_BACKTICKS = frozenset(("mysql", "mariadb", "sqlite"))
_BRACKETS = frozenset(("mssql", "sybase", "asany", "sqlite"))
_DOLLARS = frozenset(("postgresql", "cockroachdb", "edb", "snowflake"))


class Token(NamedTuple):
    """A piece of a statement: its kind (text, name, comment, open, word, sign) and how it is written."""

    kind: str
    text: str


def tokens(dialect: str, statement: str) -> list[Token]:
    """Take a statement apart. What is not closed is of the kind "open"."""
    found = []
    place = 0
    pattern = _pattern(dialect)
    while place < len(statement):
        piece = pattern.match(statement, place)
        assert piece is not None
        if piece.lastgroup != "blank":
            found.append(Token(str(piece.lastgroup), piece[0]))
        place = piece.end()
    return found


def ends(dialect: str, statement: str) -> int:
    """Count the semicolons outside of texts, names and comments."""
    return sum(token == Token("sign", ";") for token in tokens(dialect, statement))


def closed(dialect: str, statement: str) -> bool:
    """Whether every text and name ends, and nothing is a comment."""
    return not any(token.kind in {"open", "comment"} for token in tokens(dialect, statement))


def _pattern(dialect: str) -> re.Pattern[str]:
    text = r"'(?:[^'\\]|''|\\.)*+'" if dialect in _BACKSLASHES else r"'(?:[^']|'')*+'"
    quoted = r'"(?:[^"\\]|""|\\.)*+"' if dialect in {"mysql", "mariadb"} else r'"(?:[^"]|"")*+"'
    names = [quoted]
    if dialect in _BACKTICKS:
        names.append(r"`(?:[^`]|``)*+`")
    if dialect in _BRACKETS:
        names.append(r"\[(?:[^\]]|\]\])*+\]")
    if dialect in _DOLLARS:
        text += r"|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"
    comments = [r"--[^\r\n]*", r"/\*.*?\*/"]
    if dialect in {"mysql", "mariadb"}:
        comments = [r"--(?=\s|\Z)[^\n]*", r"/\*.*?\*/", r"#[^\n]*"]
    opened = "'|\"|/\\*" + ("|`" if dialect in _BACKTICKS else "") + (r"|\[" if dialect in _BRACKETS else "")
    return re.compile(
        rf"(?P<blank>\s+)|(?P<text>{text})|(?P<name>{'|'.join(names)})|(?P<comment>{'|'.join(comments)})"
        rf"|(?P<open>{opened})|(?P<word>\w+)|(?P<sign>.)",
        re.DOTALL,
    )

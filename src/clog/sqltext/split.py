"""SQL scripts into statements, where Liquibase ends them.

A script is read as pieces: blanks, comments, quoted texts, words, numbers, single characters. A delimiter
counts outside of comments, quotes and BEGIN ... END. Observed on Liquibase 4.28.0, piece by piece.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.sqltext.memoized_regex import Matcher

    Ends = Callable[[str, str | None], bool]

_BLANK = r"[ \t\r\n]+|--[^\r\n]*"
_OPENED = {
    "comment": (r"/\*[\s\S]*?\*/", r"/(?=\*)"),
    # a backslash escapes where the text can be closed so
    "single": (r"'(?:[^'\\]++|\\[\s\S]|'')*'", r"'(?:[^']++|'')*'|'"),
    "double": (r'"(?:[^"\\]++|\\[\s\S]|"")*"', r'"(?:[^"]++|"")*"|"'),
    "bracket": (r"\[[^\]0-9][^\]\r\n]*+\]", r"\[(?=[^\]0-9])"),
}
"""What has an end, and what is read where it has none: found once, it holds for all that follows, for a bracket on its line."""

_REST = (
    r"`[^`\r\n]*`"
    r"|(?:[^\W\d]|\$)(?:[\w$#@]|\.(?=[^\W\d]))*"  # words, with the points between them
    r"|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+"
    r"|[\s\S]"
)
_LINE_END = re.compile(r"[\r\n]")
_SHORT = 500
_WHOLE = re.compile("|".join((_BLANK, *(f"{whole}|{alone}" for whole, alone in _OPENED.values()), _REST)))
"""What short texts are read by: nothing grows in them, and this is twice as fast."""
_BLANKS = "".join(map(chr, range(0x21)))
_NO_BLOCK = frozenset({"transaction", "trans", "tran"})
_NO_BEGIN = _NO_BLOCK | {"dialog", "conversation", "distributed"}


def split(
    text: str, *, strip_comments: bool = False, split_statements: bool = True, end_delimiter: str | None = None
) -> list[str]:
    """Split a script into statements, without their delimiters and the blanks around them.

    Args:
        text: the script.
        strip_comments: whether comments are taken out; blanks around them stay.
        split_statements: whether delimiters count at all.
        end_delimiter: what ends a statement: a text, or a regular expression, both without regard to case.
            None: a semicolon, and GO or a slash at the start of a line.

    Raises:
        InvalidValue: the delimiter is a regular expression that is not understood.
    """
    pieces = pieces_of(text)
    if strip_comments:
        pieces = [piece for piece in pieces if not is_comment(piece)]
    if end_delimiter is not None:
        pieces = list(_joined(pieces, end_delimiter))
    if not split_statements:
        return [found for found in ("".join(pieces).strip(_BLANKS),) if found]
    return list(_statements(pieces, _ending(end_delimiter)))


def pieces_of(text: str) -> list[str]:
    """Split a script; joined again the pieces are the script."""
    if len(text) < _SHORT:
        short: list[str] = _WHOLE.findall(text)
        return short
    found: list[str] = []
    endless: frozenset[str] = frozenset()
    place, line_end = 0, len(text)
    while place < len(text):
        for match in _pieces(endless).finditer(text, place):
            if "bracket" in endless and match.start() >= line_end:
                place, endless = match.start(), endless - {"bracket"}
                break
            found.append(match[0])
            kind = match.lastgroup
            if kind is not None and kind not in endless:
                place, endless = match.end(), endless | {kind}
                if kind == "bracket":
                    after = _LINE_END.search(text, place + 1)
                    line_end = len(text) if after is None else after.start() - 1  # the line end may be the first in it
                break
        else:
            break
    return found


@lru_cache(maxsize=None)
def _pieces(endless: frozenset[str]) -> re.Pattern[str]:
    """Compile the pattern of a piece, given what has no end any more. What proves to have none is a group of its own."""
    opened = [
        f"(?P<{name}>{alone})" if name in endless else f"{whole}|(?P<{name}>{alone})"
        for name, (whole, alone) in _OPENED.items()
    ]
    return re.compile("|".join((_BLANK, *opened, _REST)))


def is_comment(piece: str) -> bool:
    """Return whether a piece is a comment."""
    return piece.startswith(("--", "/*"))


def _statements(pieces: list[str], ends: Ends) -> Iterator[str]:
    """Collect pieces up to each delimiter that stands outside of BEGIN ... END."""
    start = depth = 0
    previous: str | None = None
    for place, piece in enumerate(pieces):
        lower = piece.lower()
        if lower == "begin":
            depth += _next(pieces, place) not in _NO_BEGIN
        elif lower == "end" and depth:
            depth -= _next(pieces, place) not in _NO_BLOCK
        if not depth and ends(piece, previous):
            found = "".join(pieces[start:place]).strip(_BLANKS)
            if found:
                yield found
            start = place + 1
        previous = piece
    found = "".join(pieces[start:]).strip(_BLANKS)
    if found:
        yield found


def _next(pieces: list[str], place: int) -> str:
    """Return the next piece that is not blank, in lower case; empty at the end."""
    following = (pieces[number] for number in range(place + 1, len(pieces)))
    return next((piece.lower() for piece in following if piece.strip(_BLANKS)), "")


def _joined(pieces: list[str], delimiter: str) -> Iterator[str]:
    """Join neighbours that together spell the delimiter. Its beginning at the very end of a script is dropped."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        begins = delimiter.startswith(piece, length)
        if begins and waiting and length + len(piece) == len(delimiter):
            yield delimiter
        elif begins:
            waiting.append(piece)
            length += len(piece)
            continue
        else:
            yield from waiting
            yield piece
        waiting, length = [], 0


def _ending(delimiter: str | None) -> Ends:
    """Choose what tells whether a piece, given the one before it, ends a statement."""
    if delimiter is None:
        return _usual
    if delimiter == "/":
        return _slash
    wanted = delimiter.lower()
    if len(delimiter) == 1:
        return lambda piece, _: piece.lower() == wanted
    pattern: Matcher | None = None

    def ends(piece: str, previous: str | None) -> bool:
        nonlocal pattern
        if piece.lower() == wanted:
            return True
        if pattern is None:
            pattern = delimiter_pattern(delimiter)
        return pattern.fullmatch(f"{'null' if previous is None else previous}{piece}".lower()) is not None

    return ends


def delimiter_pattern(delimiter: str) -> Matcher:
    """Compile a delimiter of several characters.

    Raises:
        InvalidValue: it is not understood.
    """
    from clog.sqltext.java_regex import java_regex

    # Liquibase folds the expression to lower case too, so that \S means \s; nobody can rely on the difference.
    return java_regex(r"[\s\n\r]*" + delimiter.lower())


def _usual(piece: str, previous: str | None) -> bool:
    """End at a semicolon, and at GO or a slash that starts a line."""
    if piece == ";":
        return True
    return (piece == "/" or piece.lower() == "go") and (previous is None or previous.endswith("\n"))


def _slash(piece: str, previous: str | None) -> bool:
    """End at a slash that starts a line: elsewhere it divides."""
    return piece == "/" and (previous is None or previous.endswith("\n"))

"""SQL without what does not matter: white space, comments, the case of words that are not quoted."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""(?P<kept>'(?:[^']++|'')*'|"(?:[^"]++|"")*"|`[^`]*`)"""
    r"""|(?P<bracket>\[)|(?P<dollar>\$\w*\$)|(?P<comment>/\*)"""
    r"""|(?P<left>--[^\n]*|\s+)|(?P<word>[\w$@]+)|.""",
    re.DOTALL,
)
_WORD = re.compile(r"[\w$@]+")


def normalize_sql(sql: str) -> str:
    """Write the tokens of SQL with one blank between them, words in lower case, quoted texts as they are.

    Hints (/*+ */ and /*! */) are kept; a semicolon at the end is not.
    """
    tokens = []
    last: dict[str, int] = {}
    place = closed = line_end = 0
    while match := _TOKEN.match(sql, place):
        kind, token, place = match.lastgroup, match[0], match.end()
        if kind == "bracket":
            closed = closed if closed >= place else (sql.find("]", place) + 1 or len(sql) + 1) - 1
            line_end = line_end if line_end >= place else (sql.find("\n", place) + 1 or len(sql) + 1) - 1
            if closed < min(line_end, len(sql)):
                token, place = sql[match.start() : closed + 1], closed + 1
        elif kind in {"dollar", "comment"}:
            closing = token if kind == "dollar" else "*/"
            if closing not in last:
                last[closing] = sql.rfind(closing)
            if last[closing] < place:  # it has no end: a word, or a single character
                word = _WORD.match(sql, match.start())
                token, kind = (word[0], "word") if word else (token[0], None)
                place = match.start() + len(token)
            else:
                place = sql.index(closing, place) + len(closing)
                token = sql[match.start() : place]
                kind = "left" if token.startswith("/*") and token[2:3] not in {"+", "!"} else "kept"
        if kind != "left":
            tokens.append(token.lower() if kind == "word" else token)
    while tokens and tokens[-1] == ";":
        tokens.pop()
    return " ".join(tokens)

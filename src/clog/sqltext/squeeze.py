"""SQL without what does not matter: white space, comments, the case of words that are not quoted."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""(?P<kept>'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]\n]*\]|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$|/\*[+!].*?\*/)"""
    r"""|(?P<left>--[^\n]*|/\*.*?\*/|\s+)|(?P<word>[\w$@]+)|.""",
    re.DOTALL,
)


def squeeze(sql: str) -> str:
    """Write the tokens of SQL with one blank between them, words in lower case, quoted texts as they are.

    Hints (/*+ */ and /*! */) are kept; a semicolon at the end is not.
    """
    tokens = []
    for match in _TOKEN.finditer(sql):
        kind = match.lastgroup
        if kind == "left":
            continue
        tokens.append(match[0].lower() if kind == "word" else match[0])
    while tokens and tokens[-1] == ";":
        tokens.pop()
    return " ".join(tokens)

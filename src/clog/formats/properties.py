"""Java properties files: `key = value`, `key: value`, continued lines and escapes."""

from __future__ import annotations

import re

_PAIR = re.compile(r"((?:[^\\:=\s]|\\.)*)\s*[:=]?\s*(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_NAMED = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


def parse_properties(text: str) -> dict[str, str]:
    """Read a properties file; of a key given twice the last value counts.

    Reference: java.util.Properties.load
    """
    found: dict[str, str] = {}
    for line in _logical_lines(text):
        match = _PAIR.match(line)
        if match and match[1]:
            found[_unescape(match[1])] = _unescape(match[2])
    return found


def _logical_lines(text: str) -> list[str]:
    """Join continued lines; leave out comments and blank lines."""
    lines: list[str] = []
    open_line = ""
    for raw in re.split(r"\r\n|\r|\n", text):
        line = raw.lstrip(" \t\f")
        if not open_line and (not line or line[0] in "#!"):
            continue
        open_line += line
        if (len(line) - len(line.rstrip("\\"))) % 2:
            open_line = open_line[:-1]
            continue
        lines.append(open_line)
        open_line = ""
    if open_line:
        lines.append(open_line)
    return lines


def _unescape(text: str) -> str:
    """Resolve backslash escapes."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda match: chr(int(match[1][1:], 16)) if len(match[1]) > 1 else _NAMED.get(match[1], match[1]), text
    )

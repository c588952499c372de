"""Control characters of other people's texts: kept inside of comments, and away from terminals."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line for one or another of the programs that read scripts."""

_TURNED = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What turns the direction of writing, by which a text looks like another one."""

_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_TURNED}\ufeff]")
"""All but tabulators and line feeds."""


def escaped(text: str) -> str:
    """Write control characters as escapes; line feeds, alone or behind a carriage return, stay."""
    if text.isprintable():
        return text
    return "\r\n".join(_CONTROL.sub(_escape, part) for part in text.split("\r\n"))


def comment_lines(start: str, text: str) -> str:
    """Write a text as comment, of which no line is without its dashes.

    Args:
        start: what begins a comment that ends with its line.
        text: of one line or more, whatever ends them.
    """
    return "\n".join(f"{start} {line}" for line in lines_of(text))


def lines_of(text: str) -> list[str]:
    """Split a text where any program may see the end of a line; what else controls is escaped."""
    return [text] if text.isprintable() else [escaped(line) for line in _LINE_END.split(text)]


def controls(text: str) -> bool:
    """Return whether there is anything in a text that ends a line, or controls otherwise."""
    return not text.isprintable() and lines_of(text) != [text]


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

"""Whether statements before and after a conversion are the same."""

from __future__ import annotations

import re


def on_one_line(statements: tuple[str, ...]) -> tuple[str, ...]:
    """Take away line ends."""
    return tuple(" ".join(text.splitlines()) for text in statements)


def alike(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> bool:
    """Whether statements are the same; blanks and delimiters at their ends do not count."""
    if one is None or other is None:
        return one is other
    return [text for text in map(_bare, one) if text] == [text for text in map(_bare, other) if text]


QUOTED = re.compile(r"'(?:[^']|'')*'")
_PIECE = re.compile(r"--[^\r\n]*|/\*(?:.*?\*/|.*\Z)|(?P<text>'(?:[^']|'')*')|\r\n", re.DOTALL)


def _bare(text: str) -> str:
    """Take away blanks and delimiters at the end; line ends are all alike, but in texts."""
    if "\r\n" in text:
        text = _PIECE.sub(lambda found: found["text"] or found[0].replace("\r\n", "\n"), text)
    end = len(text)
    while True:
        last = text[end - 1 : end]
        if last.isspace() or last == ";":
            end -= 1
        elif last == "/" and text[end - 2 : end - 1] == "\n":
            end -= 2
        elif last in {"o", "O"} and text[max(0, end - 3) : end].lower() == "\ngo":
            end -= 3
        else:
            return text[:end].strip()

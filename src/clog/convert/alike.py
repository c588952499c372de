"""Whether statements before and after a conversion are the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.model.script_text import ended

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.sql import Sql
    from clog.model.traits import Traits


def on_one_line(statements: tuple[Sql, ...]) -> tuple[Sql, ...]:
    """Remove line ends."""
    return tuple(found.replace(text=" ".join(found.text.splitlines())) for found in statements)


def alike(one: tuple[Sql, ...] | None, other: tuple[Sql, ...] | None) -> bool:
    """Return whether statements are the same; blanks and delimiters at their ends do not count."""
    if one is None or other is None:
        return one is other
    return list(_bare_texts(one)) == list(_bare_texts(other))


def same_script(one: tuple[Sql, ...], other: tuple[Sql, ...], traits: Traits) -> bool:
    """Return whether the scripts of statements are the same, with what ends them.

    A semicolon before the end of a batch does not count: the batch ends all the same.
    """
    if traits.batch_separator:
        return True
    scripts = [
        [ended(found.replace(text=_line_ends(found.text)), traits) for found in statements]
        for statements in (one, other)
    ]
    return [text for text in scripts[0] if text] == [text for text in scripts[1] if text]


def _bare_texts(statements: Iterable[Sql]) -> Iterable[str]:
    return filter(None, (_bare(found.text) for found in statements))


QUOTED = re.compile(r"'(?:[^']|'')*'")
_PIECE = re.compile(r"--[^\r\n]*|/\*(?:.*?\*/|.*\Z)|(?P<text>'(?:[^']|'')*')|\r\n", re.DOTALL)


def _bare(text: str) -> str:
    """Remove blanks and delimiters at the end."""
    text = _line_ends(text)
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


def _line_ends(text: str) -> str:
    """Make line ends all alike, but for those in texts."""
    if "\r\n" not in text:
        return text
    return _PIECE.sub(lambda found: found["text"] or found[0].replace("\r\n", "\n"), text)

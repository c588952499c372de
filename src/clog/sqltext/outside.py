"""What of SQL stands outside of quotes and comments, found in one way through the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_CLOSING = {"[": "]", "/*": "*/", "--": "\n"}


def outside(text: str, pieces: re.Pattern[str]) -> Iterator[str]:
    """List the parts of a text between its quotes and comments; what is opened and has no end is in such a part.

    Args:
        text: SQL.
        pieces: finds what is quoted; its group `open` finds what only begins there, and ends with its like: a dollar
            quote, a backtick, a bracket, a comment.
    """
    last: dict[str, int] = {}
    start = place = 0
    while (found := pieces.search(text, place)) is not None:
        place = found.end()
        opened = found["open"]
        if opened:
            closing = _CLOSING.get(opened, opened)
            if closing not in last:
                last[closing] = text.rfind(closing)
            if last[closing] < place:
                place = found.start() + 1
                continue
            place = text.index(closing, place) + len(closing)
        yield text[start : found.start()]
        start = place
    yield text[start:]

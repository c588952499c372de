"""DESCRIPTION: what a change set does, in one line. Reference: behaviour, section 1.4"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.bound import BoundChange


LIMIT = 255
"""A longer description is cut, and ends in dots. The history cuts it again, a little shorter."""


def description(changes: Iterable[BoundChange]) -> str:
    """Describe a list of changes. Reference: liquibase.changelog.ChangeSet.getDescription"""
    text = "; ".join(bound.change.description() for bound in changes) or "empty"
    return limited(text, LIMIT)


def limited(text: str, limit: int) -> str:
    """Shorten a text to so many UTF-16 units, which is how Java counts; half a character becomes a question mark."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * limit:
        return text
    kept = units[: 2 * (limit - 3)].decode("utf-16-le", "surrogatepass")
    return (kept[:-1] + "?" if "\ud800" <= kept[-1] <= "\udbff" else kept) + "..."

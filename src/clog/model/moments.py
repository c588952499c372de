"""Moments as databases write them, those that no calendar of Python has among them."""

from __future__ import annotations

import re
from datetime import datetime

_LATE = re.compile(r"\+?(?:infinity|\d{5,}-.*)", re.IGNORECASE)
_EARLY = re.compile(r"-infinity|.*\bBC", re.IGNORECASE)


def moment_of(executed: datetime | str | None) -> datetime | None:
    """Read DATEEXECUTED, which SQLite keeps as text; None for NULL and for what is no moment, as in Liquibase.

    What is later than all that Python knows counts as the latest moment, what is earlier as the earliest.
    """
    if isinstance(executed, str):
        text = executed.strip()
        if _EARLY.fullmatch(text):
            return datetime.min  # noqa: DTZ901 - the history has no time zones
        if _LATE.fullmatch(text):
            return datetime.max  # noqa: DTZ901 - the same
        try:
            executed = datetime.fromisoformat(text)
        except ValueError:
            return None
    return None if executed is None else executed.replace(tzinfo=None)

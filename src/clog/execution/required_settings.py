"""Settings that a command cannot do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from clog.settings import Settings


def needed_count(settings: Settings) -> int:
    """Return the number of change sets.

    Raises:
        UsageError: there is none, or it is negative.
    """
    hint = f"clog {settings.command} 2, or --count=2"
    if settings.count is None:
        raise UsageError(f"{settings.command} needs to know how many change sets", hint=hint)
    if settings.count < 0:
        raise UsageError(f"{settings.count} is no number of change sets", hint=hint)
    return settings.count


def needed_tag(settings: Settings) -> str:
    """Return the tag.

    Raises:
        UsageError: there is none.
    """
    if not settings.tag:
        raise UsageError(f"{settings.command} needs a tag", hint=f"clog {settings.command} v1, or --tag=v1")
    return settings.tag


def needed_date(settings: Settings) -> datetime:
    """Return the point in time.

    Raises:
        UsageError: there is none, or it is not one.
    """
    from datetime import datetime

    hint = "for example 2024-02-01, or 2024-02-01T11:00:00"
    if not settings.date:
        raise UsageError(f"{settings.command} needs a date", hint=hint)
    try:
        found = datetime.fromisoformat(settings.date.strip())
        return found if found.tzinfo is None else found.astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise UsageError(f'"{settings.date}" is no date', hint=hint) from error

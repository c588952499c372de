"""Dates as Liquibase reads and prints them in columns. Reference: checksums, section 6.4"""

from __future__ import annotations

import re

from clog.errors import InvalidValue

_DATE = re.compile(r"\s*(\d+)-(\d+)-(\d+)")
_TIME = re.compile(r"\s*(\d+):(\d+):(\d+)")
_BOTH = re.compile(r"\s*(\d+)-(\d+)-(\d+)([T ])(\d+):(\d+):(\d+)")
_ZONE = re.compile(r"Z|[+-]\d\d:\d\d")


def read_date(text: str) -> str | None:
    """Print a date, time or both in one form; None when the text is none of them and so a function."""
    size = len(text)
    if size == 8 or (size not in {10, 19} and ":" in text and "-" not in text and "." not in text):
        match = _TIME.match(text)
        return _time(match, 1)[1] if match else None
    if size == 10:
        match = _DATE.match(text)
        return _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    if size == 19:
        return _moment(text)
    if size > 19 and text[19] == ".":
        return _fractional(text)
    return None


def _moment(text: str) -> str | None:
    """Read a date with a time, separated by T, or by a blank where there is one."""
    match = _BOTH.match(text)
    if match is None or match[4] != (" " if " " in text else "T"):
        return None
    days, time = _time(match, 5)
    return f"{_day(int(match[1]), int(match[2]), int(match[3]) + days)}T{time}"


def _fractional(text: str) -> str | None:
    """Read a moment with a fraction of a second and perhaps a zone, whose offset does not count."""
    match = re.fullmatch(r"(\d+)(.*)", text[20:])
    moment = _moment(text[:19])
    if match is None or moment is None:
        return None
    if match[2]:
        if not _ZONE.fullmatch(match[2]) or "T" not in text:
            return None
        digits = match[1].ljust(9, "0")
    else:
        digits = match[1] + "0" * (29 - len(text))
    nanoseconds = int(digits)
    if nanoseconds > 999_999_999:
        return None
    fraction = f"{nanoseconds:09}".rstrip("0")
    return f"{moment}.{fraction}" if fraction else moment


def _time(match: re.Match[str], first: int) -> tuple[int, str]:
    """Return the days that the hours run over, and the time of day."""
    seconds = int(match[first]) * 3600 + int(match[first + 1]) * 60 + int(match[first + 2])
    days, seconds = divmod(seconds, 86400)
    return days, f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_GREGORIAN = 1583
"""The first whole year of the calendar; before it Java has a leap day in every fourth year."""


def _day(year: int, month: int, day: int) -> str:
    """Print a date; days and months beyond the calendar run over into the next, years before 1 are counted from there.

    Raises:
        InvalidValue: it is beyond the year 9999.
    """
    from datetime import date, timedelta

    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    shown = 2000 + year % 4 if year < _GREGORIAN else min(year, date.max.year)
    try:
        found = date(shown, month, 1) + timedelta(days=day - 1)
    except OverflowError:
        found = None
    if found is None or year > date.max.year:
        raise InvalidValue("a date is beyond the year 9999", hint="write it as year-month-day, within the calendar")
    year = found.year + year - shown
    return f"{year if year > 0 else 1 - year:04}-{found.month:02}-{found.day:02}"

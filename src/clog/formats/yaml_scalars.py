"""Plain YAML scalars: what an unquoted text means. Reference: checksums, section 6.5 (SnakeYAML 2.2)"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

_TRUE = ("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")
_FALSE = ("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")
WORDS: dict[str, Any] = {
    **dict.fromkeys(_TRUE, True),
    **dict.fromkeys(_FALSE, False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
"""Words that are no texts."""

FIRST = frozenset("0123456789+-.")
"""A plain scalar that begins otherwise, and is no word, is a text."""

_INT = re.compile(
    r"[-+]?0b_*[01][01_]*|[-+]?0_*[0-7][0-7_]*|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x_*[0-9a-fA-F][0-9a-fA-F_]*"
    r"|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
)
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?"
    r"(?:[ \t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?"
)

LONGEST = 300
"""Whole numbers that are longer stay texts: Python would refuse to print them."""


class YamlMoment(str):
    """An unquoted point in time: as a text what Java prints for it, in UTC; see `time_zone` for others."""

    __slots__ = ("instant",)
    instant: datetime


class YamlDate(YamlMoment):
    """An unquoted date: midnight in UTC; as a value of a date in `iso`."""

    __slots__ = ("iso",)
    iso: str


def resolve(text: str) -> Any:
    """Return the value of a plain scalar: bool, int, float, None, YamlDate or the text."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in FIRST:
        return text
    if _INT.fullmatch(text):
        return integer(text) if len(text) <= LONGEST else text.lstrip("+").replace("_", "")
    if _FLOAT.fullmatch(text):
        return number(text)
    if _DATE.fullmatch(text) or _MOMENT.fullmatch(text):
        return moment(text)
    return text


def tagged_integer(text: str) -> int:
    """Read an integer that says it is one.

    Raises:
        ValueError: it is none, or longer than anything that is one.
    """
    if len(text) > LONGEST:
        message = f"{text[:20]}... is too long"
        raise ValueError(message)
    return integer(text)


def integer(text: str) -> int:
    """Read a YAML 1.1 integer: 0b11, 010, 0x1F, 1_000, 12:30:45."""
    digits = text.replace("_", "")
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    if ":" in digits:
        return sign * int(_sixties(digits))
    for prefix, base in (("0b", 2), ("0x", 16)):
        if digits.startswith(prefix):
            return sign * int(digits[2:], base)
    return sign * int(digits, 8 if digits.startswith("0") and len(digits) > 1 else 10)


def number(text: str) -> float:
    """Read a YAML 1.1 floating-point number: 1.50, .5, 1e5, 1:30.5, .inf, .nan."""
    digits = text.replace("_", "").lower()
    sign = -1.0 if digits[0] == "-" else 1.0
    digits = digits.lstrip("+-")
    if digits in {".inf", ".nan"}:
        return sign * float(digits[1:])
    return sign * (_sixties(digits) if ":" in digits else float(digits))


def _sixties(digits: str) -> float:
    """Read 12:30:45 as 45045."""
    total = 0.0
    for part in digits.split(":"):
        total = total * 60 + float(part)
    return total


def moment(text: str) -> str:
    """Read a date or a date with a time, which Liquibase turns into a text."""
    from datetime import UTC, datetime, timedelta

    date = _DATE.fullmatch(text)
    try:
        if date:
            day = datetime(int(date[1]), int(date[2]), int(date[3]), tzinfo=UTC)
            return date_of(day)
        parts = _MOMENT.fullmatch(text)
        assert parts is not None  # noqa: S101 - both patterns were tried before
        year, month, day_, hour, minute, second = (int(part) for part in parts.groups()[:6])
        found_ = datetime(year, month, day_, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return text
    if not parts[8]:
        return f"{year:04}-{month:02}-{day_:02} {hour:02}:{minute:02}:{second:02}"
    offset = timedelta(hours=int(parts[9]), minutes=int(parts[10] or 0))
    return moment_of(found_ - offset if parts[8] == "+" else found_ + offset)


def date_of(instant: datetime) -> YamlDate:
    """Make a date from its midnight in UTC, told in any time zone."""
    found = YamlDate(_java_date(instant))
    found.instant = instant
    found.iso = f"{instant.year:04}-{instant:%m-%dT%H:%M:%S}"
    return found


def moment_of(instant: datetime) -> YamlMoment:
    """Make a point in time, told in any time zone."""
    found = YamlMoment(_java_date(instant))
    found.instant = instant
    return found


def _java_date(moment: datetime) -> str:
    """Write a moment as java.util.Date does: Tue Jan 02 00:00:00 UTC 2024."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return (
        f"{days[moment.weekday()]} {months[moment.month - 1]} {moment.day:02} "
        f"{moment.hour:02}:{moment.minute:02}:{moment.second:02} {moment.tzname()} {moment.year:04}"
    )

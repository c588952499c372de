"""The time zone of this machine, by name: drivers of Java begin their sessions in it."""

from __future__ import annotations

import os
import re
import time

_ZONES = "/usr/share/zoneinfo"
_OFFSET = re.compile(r"GMT([+-])(\d{1,2})(?::?(\d\d))?")


def local_zone() -> str | None:
    """Find the name that Java would find: in the variable TZ, else where the system keeps it; None when it has no name.

    Reference: java.util.TimeZone.getDefault
    """
    written = os.environ.get("TZ", "").removeprefix(":")
    if written and written != "localtime":
        known = _OFFSET.fullmatch(written) or not os.path.isdir(_ZONES) or os.path.isfile(f"{_ZONES}/{written}")  # noqa: PTH112, PTH113 - pathlib costs start-up time
        return written if known else "GMT"
    _, mark, linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    if mark:
        return linked
    try:
        with open("/etc/timezone", encoding="ascii") as stream:  # noqa: PTH123 - as above
            named = stream.readline().strip()
    except (OSError, UnicodeDecodeError):
        named = ""
    return named or ("UTC" if time.timezone == 0 and not time.daylight else None)


def posix_zone(name: str) -> str:
    """Write a zone as PostgreSQL reads it: GMT+3 of Java, which is east of Greenwich, is GMT-03:00 there."""
    match = _OFFSET.fullmatch(name)
    if match is None:
        return name
    sign, hours, minutes = match.groups()
    return f"GMT{'-' if sign == '+' else '+'}{int(hours):02d}:{minutes or '00'}"

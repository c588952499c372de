"""Scalars of change logs as texts. Reference: checksums, sections 6.2 and 6.6"""

from __future__ import annotations

import re
from typing import Any


def as_text(raw: Any) -> str | None:
    """Write a scalar as Liquibase does: true, 5, 1.0E10, [a, b]. None stays None."""
    if isinstance(raw, str):
        return str(raw)
    if raw is None:
        return None
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        return java_double(raw)
    if isinstance(raw, list):
        texts = ["null" if item is None else str(as_text(item)) for item in raw]
        return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    return str(raw)


TRUE = frozenset({"true", "t", "1"})
FALSE = frozenset({"false", "f", "0"})
"""What Liquibase takes for true and false, in lower case."""

_NUMBER = re.compile(r"(-?)([\d,]*)(\.\d+|\.)?(?:E(-?\d+))?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d?-\d\d?([T ]\d\d?:\d\d[\d:.]*)?|\d\d?:\d\d(:\d\d[\d:.]*)?", re.ASCII)


def is_true(text: str) -> bool:
    """Read a truth value; what is no such value counts as false."""
    return text.lower() in TRUE


def is_moment(text: str) -> bool:
    """Return whether a text is a date, a time or both; anything else is a function, also times with an offset or Z."""
    return _MOMENT.fullmatch(text) is not None


def java_number(text: str) -> str | None:
    """Read the number at the beginning of a text and write it as Java prints it; None when there is none.

    Reference: java.text.NumberFormat.parse, with the symbols of the United States
    """
    found = _NUMBER.match(text)
    if found is None or not (found[2].replace(",", "") or (found[3] or ".") != "."):
        return None
    digits = found[2].replace(",", "") or "0"
    number = float(f"{found[1]}{digits}{found[3] or ''}" + (f"E{found[4]}" if found[4] else ""))
    return str(int(number)) if number.is_integer() and abs(number) < 2**63 else java_double(number)


def java_double(number: float) -> str:
    """Write a floating-point number as Java does: 1.5, 1.0E10, NaN."""
    text = repr(number)
    if text.endswith(("nan", "inf")):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[text]
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return text
    sign, text = ("-", text[1:]) if number < 0 else ("", text)
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    power = int(exponent or 0) + len(whole) - 1 - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) == 1:  # Java takes the nearest number of two digits then: 4.9E-324 is nearer than 5E-324
        mantissa, _, exponent = f"{abs(number):.1e}".partition("e")
        digits, power = mantissa.replace(".", ""), int(exponent)
    return f"{sign}{digits[0]}.{digits[1:]}E{power}"

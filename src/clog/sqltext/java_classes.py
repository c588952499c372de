"""Classes of characters that Java's regular expressions know by name, as the inside of a set in Python's."""

from __future__ import annotations

from functools import cache

BREAKS = r"(?:\r\n|[\n\x0B\f\r\x85\u2028\u2029])"
"""What ends a line."""

_HORIZONTAL = " \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000"
_VERTICAL = "\\n\\x0B\\f\\r\\x85\\u2028\\u2029"
_ALL = 0x10FFFF

_POSIX = {
    "Lower": "a-z", "Upper": "A-Z", "ASCII": "\\x00-\\x7F", "Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "a-zA-Z0-9",
    "Punct": "!-/:-@\\[-`{-~", "Graph": "!-~", "Print": " -~", "Blank": " \\t", "Cntrl": "\\x00-\\x1F\\x7F",
    "XDigit": "0-9a-fA-F", "Space": " \\t\\n\\x0B\\f\\r",
}  # fmt: skip
_CATEGORIES = {
    "L": "Lu Ll Lt Lm Lo", "M": "Mn Mc Me", "N": "Nd Nl No", "Z": "Zs Zl Zp", "P": "Pc Pd Ps Pe Po Pi Pf",
    "S": "Sm Sc Sk So", "C": "Cc Cf Co Cs Cn", "LC": "Lu Ll Lt",
}  # fmt: skip
_PROPERTIES = {
    "alphabetic": "L Nl", "letter": "L", "digit": "Nd", "lowercase": "Ll", "uppercase": "Lu", "titlecase": "Lt",
    "punctuation": "P", "control": "Cc", "javalowercase": "Ll", "javauppercase": "Lu", "javadigit": "Nd",
    "javaletter": "L", "javaletterordigit": "L Nd",
}  # fmt: skip


def named_class(name: str, *, outside: bool = False) -> str | None:
    r"""Return the characters of \p{name}, or all others; None where the name is not known. Case matters, as in Java."""
    short = name.removeprefix("Is")
    posix = _POSIX.get(name)
    if posix is not None:
        return _inverted_text(posix) if outside else posix
    wanted = _PROPERTIES.get(short.lower() if short != name else name.lower() if name.startswith("java") else "")
    if wanted is None:
        wanted = short
    codes = frozenset(code for group in wanted.split() for code in _CATEGORIES.get(group, group).split())
    return _members(codes, outside=outside) or None


def _ranges(text: str) -> list[tuple[int, int]]:
    """Read the inside of a set that consists of characters and ranges."""
    import re

    return [
        (ord(low), ord(high or low))
        for low, high in (
            (_unescaped(found[1]), _unescaped(found[2] or ""))
            for found in re.finditer(r"(\\x..|\\u....|\\.|.)(?:-(\\x..|\\u....|\\.|.))?", text)
        )
    ]


def _unescaped(text: str) -> str:
    """Return the character that is written."""
    if len(text) > 2:
        return chr(int(f"0x{text[2:]}", base=0))
    return {"\\t": "\t", "\\n": "\n", "\\f": "\f", "\\r": "\r"}.get(text, text.removeprefix("\\"))


def _inverted_text(text: str) -> str:
    """Return the inside of a set that holds all other characters."""
    return _written(_others(_ranges(text)))


def _others(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges between ranges."""
    found, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return [*found, (start, _ALL)] if start <= _ALL else found


def _written(ranges: list[tuple[int, int]]) -> str:
    """Write ranges of code points."""
    return "".join(f"\\U{low:08x}" + (f"-\\U{high:08x}" if high > low else "") for low, high in ranges)


@cache
def _members(categories: frozenset[str], *, outside: bool) -> str:
    """Write the characters of some general categories; empty where there are none."""
    from unicodedata import category

    ranges: list[tuple[int, int]] = []
    start = None
    for code in range(_ALL + 2):
        inside = code <= _ALL and category(chr(code)) in categories
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            ranges.append((start, code - 1))
            start = None
    if not ranges:
        return ""
    return _written(_others(ranges) if outside else ranges)


SHORTHANDS = {
    "h": _HORIZONTAL, "H": _inverted_text(_HORIZONTAL), "v": _VERTICAL, "V": _inverted_text(_VERTICAL),
    "w": "\\w", "W": "\\W", "s": "\\s", "S": "\\S", "d": "\\d", "D": "\\D",
}  # fmt: skip
"""What a backslash and a letter stand for, besides single characters."""

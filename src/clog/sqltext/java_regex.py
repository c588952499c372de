"""Regular expressions as Java writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from clog.errors import InvalidValue

_TOKEN = re.compile(
    r"\\Q(?P<literal>.*?)(?:\\E|\Z)"
    r"|\\(?P<escape>p\{\w+\}|P\{\w+\}|k<\w+>|x\{[0-9A-Fa-f]+\}|.)"
    r"|(?P<group>\(\?<(?![=!]))"
    r"|(?P<flags>\(\?[a-zA-Z]+\))"
    r"|(?P<set>\[\^?\]?)"
    r"|(?P<dot>\.)"
    r"|(?P<end>\$)",
    re.DOTALL,
)
_CLASSES = {
    "Lower": "a-z", "Upper": "A-Z", "ASCII": "\\x00-\\x7F", "Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "a-zA-Z0-9",
    "Punct": "!-/:-@\\[-`{-~", "Blank": " \\t", "Space": "\\s", "XDigit": "0-9a-fA-F", "L": "a-zA-Z\u00c0-\u024f",
    "Lu": "A-Z\u00c0-\u00d6\u00d8-\u00de", "Ll": "a-z\u00df-\u00f6\u00f8-\u00ff", "N": "0-9", "Nd": "0-9",
}  # fmt: skip
_ESCAPES = {"h": "[ \\t\\xA0]", "R": "(?:\\r\\n|[\\n\\v\\f\\r\\x85])", "z": "\\Z", "Z": "(?=\\n?\\Z)", "e": "\\x1B"}
_REFERENCE = re.compile(r"\\(.)|\$\{(\w+)\}|\$(\d+)|([\\$])", re.DOTALL)


@lru_cache(maxsize=256)
def java_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a regular expression written for Java.

    Raises:
        InvalidValue: it is not understood.
    """
    prefix, body = "", []
    last = 0
    for match in _TOKEN.finditer(pattern):
        body.append(pattern[last : match.start()])
        last = match.end()
        if match["flags"]:
            prefix += match["flags"].replace("u", "").replace("U", "").replace("d", "")
        else:
            body.append(_translated(match))
    body.append(pattern[last:])
    try:
        return re.compile(prefix.replace("(?)", "") + "".join(body), re.ASCII | flags)
    except re.error as error:
        raise InvalidValue(f'the regular expression "{pattern}" is not understood: {error}') from error


def _translated(match: re.Match[str]) -> str:
    """Write one token of a Java pattern as Python does."""
    if match["literal"] is not None:
        return re.escape(match["literal"])
    if match["group"]:
        return "(?P<"
    escape = match["escape"]
    if escape is None:
        return match[0]
    if escape[0] in "pP" and len(escape) > 1:
        return f"[{'^' if escape[0] == 'P' else ''}{_CLASSES.get(escape[2:-1].removeprefix('Is'), 'a-zA-Z')}]"
    if escape.startswith("k<"):
        return f"(?P={escape[2:-1]})"
    return _ESCAPES.get(escape, match[0])


def java_replace(pattern: str, replacement: str, text: str) -> str:
    """Replace every match, with $1, ${name} and backslash escapes in the replacement, as Matcher.replaceAll does.

    Raises:
        InvalidValue: the pattern or the replacement is not understood.
    """
    compiled = java_regex(pattern)
    if "$" not in replacement and "\\" not in replacement:
        return compiled.sub(lambda _: replacement, text)
    return compiled.sub(lambda match: _REFERENCE.sub(lambda part: _filled(part, match), replacement), text)


def _filled(part: re.Match[str], match: re.Match[str]) -> str:
    """Give the text for one reference of a replacement."""
    escaped, name, number, stray = part.groups()
    if escaped is not None:
        return escaped
    try:
        if name is not None:
            return match[name] or ""
        if number is not None:
            return _numbered(number, match)
    except IndexError as error:
        raise InvalidValue(f'the replacement speaks of a group that is not there: "{part[0]}"') from error
    raise InvalidValue(f'a lone "{stray}" in a replacement', hint=f'write "\\{stray}" for the character itself')


def _numbered(digits: str, match: re.Match[str]) -> str:
    """Give a group by number: as many digits as make the number of a group, the rest is text."""
    length = 1
    while length < len(digits) and int(digits[: length + 1]) <= match.re.groups:
        length += 1
    return (match[int(digits[:length])] or "") + digits[length:]

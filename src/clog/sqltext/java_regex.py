"""Regular expressions as Java writes them, in Python's.

The pattern is read as java.util.regex.Pattern reads it, and written anew: what Java refuses is refused, and what Python
cannot say is said in another way where there is one. Reference: java.util.regex.Pattern, Java 17
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from clog.errors import InvalidValue
from clog.limits import DEEPEST_TEXT
from clog.sqltext.java_classes import BREAKS, SHORTHANDS, named_class
from clog.sqltext.memoized_regex import compile_memoized

if TYPE_CHECKING:
    from clog.sqltext.memoized_regex import Found, Matcher

_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?")
_TIMES = re.compile(r"\d+(,\d*)?\}")
_BRACE = "a { without numbers and a }"
_FLAGS = re.compile(r"\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])")
_LOOK = re.compile(r"\(\?(?:[:=!>]|<[=!])")
_NAMED = re.compile(r"\(\?<([a-zA-Z][a-zA-Z0-9]*)>")
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})")
_NAME = re.compile(r"\{(\w+)\}|(\w)")
_OCTAL = re.compile(r"0([0-3][0-7]{2}|[0-7]{1,2})")
_LAST = 0x10FFFF
"""The last character."""

_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_PLACES = {
    "b": "(?u:\\b)", "B": "(?u:\\B)", "A": "\\A", "z": "\\Z", "Z": f"(?={BREAKS}?\\Z)", "R": f"(?>{BREAKS})",
}  # fmt: skip
_KNOWN_FLAGS = frozenset("idmsuxU")
_LOOPS = re.compile(r"[*+}]")
_REFERENCE = re.compile(r"\\(.)|\$\{([A-Za-z][A-Za-z0-9]*)\}|\$(\d+)|([\\$])", re.DOTALL)


@lru_cache(maxsize=256)
def java_regex(pattern: str) -> Matcher:
    """Compile a regular expression written for Java.

    Raises:
        InvalidValue: Java does not understand it, or Python has no way to say it.
    """
    try:
        written = _PatternReader(pattern).whole()
        compiled = re.compile(written, re.ASCII)
        return compile_memoized(written, re.ASCII) or compiled if _LOOPS.search(written) else compiled
    except (re.error, _PatternRefused, OverflowError, ValueError) as error:
        shown = pattern if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]}..."
        raise InvalidValue(
            f'the regular expression "{shown}" is not understood: {error}',
            hint="it must be one of Java's; \\Q...\\E around a text takes it literally",
        ) from error


_SHOWN = 200
"""Characters of a regular expression that are shown where it is wrong."""


class _PatternRefused(Exception):  # an answer, caught in this file
    """Java does not understand a pattern; the argument says why."""


class _PatternReader:
    """Reads a pattern from left to right and writes it for Python.

    Attributes:
        flags: in effect at the place that is read.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.depth = 0
        self.flags: frozenset[str] = frozenset()

    def whole(self) -> str:
        """Read all of it."""
        found = self.alternatives()
        if self.place < len(self.pattern):
            raise _PatternRefused("there is a ) too many")
        return found

    def alternatives(self) -> str:
        """Read up to the ) that closes the group, or to the end. Flags in the middle hold up to there."""
        before, pieces, opened = self.flags, [""], [""]
        while self.place < len(self.pattern) and not self._at(")"):
            if self._at("|"):
                self.place += 1
                pieces.append(")" * (len(opened) - 1) + "|" + "".join(opened))
                continue
            switch = _FLAGS.match(self.pattern, self.place)
            if switch and switch[3] == ")":
                opened.append(self._switched(switch))
                pieces.append(opened[-1])
                continue
            atom = self._atom()
            pieces.append(atom + self._quantifier() if atom else "")
        self.flags = before
        return "".join(pieces) + ")" * (len(opened) - 1)

    def _at(self, text: str) -> bool:
        return self.pattern.startswith(text, self.place)

    def _deeper(self) -> None:
        """Enter a group or set.

        Raises:
            _Refused: there are too many around it.
        """
        self.depth += 1
        if self.depth > DEEPEST_TEXT:
            raise _PatternRefused(f"groups and sets are more than {DEEPEST_TEXT} deep in each other")

    def _taken(self, length: int = 1) -> str:
        """Read characters.

        Raises:
            _Refused: there are not so many.
        """
        found = self.pattern[self.place : self.place + length]
        if len(found) < length:
            raise _PatternRefused("it ends too early")
        self.place += length
        return found

    def _atom(self) -> str:
        """Read one thing that can be repeated; empty for a comment."""
        if self._at("("):
            return self._group()
        character = self._taken()
        if character == "[":
            return self._set()
        if character == "\\":
            return self._escape()
        if character in "*+?":
            raise _PatternRefused(f"there is nothing that {character} could repeat")
        if character == "{":
            return self._nothing_repeated()
        if "x" in self.flags and (character.isspace() or character == "#"):
            if character == "#":
                self.place = (self.pattern.find("\n", self.place) + 1) or len(self.pattern)
            return ""
        return self._simple(character)

    def _simple(self, character: str) -> str:
        """Return what a character by itself stands for."""
        if character == ".":
            return (
                "[\\s\\S]" if "s" in self.flags else "[^\\n]" if "d" in self.flags else "[^\\n\\r\\x85\\u2028\\u2029]"
            )
        if character == "^":
            return "^"
        if character == "$":
            return "$" if "m" in self.flags else _PLACES["Z"]
        return re.escape(character)

    def _nothing_repeated(self) -> str:
        """Read the rest of {1,2} with nothing before it, which repeats nothing."""
        rest = _TIMES.match(self.pattern, self.place)
        if rest is None:
            raise _PatternRefused(_BRACE)
        self.place = rest.end()
        return "(?:)"

    def _quantifier(self) -> str:
        """Read what says how often."""
        found = _QUANTIFIER.match(self.pattern, self.place)
        if found is None:
            if self._at("{"):
                raise _PatternRefused(_BRACE)
            return ""
        self.place = found.end()
        return found[0]

    def _group(self) -> str:
        """Read a group with what is in it."""
        look, named = _LOOK.match(self.pattern, self.place), _NAMED.match(self.pattern, self.place)
        switch = _FLAGS.match(self.pattern, self.place)
        before = self.flags
        if look:
            self.place, head = look.end(), look[0]
        elif named:
            self.place, head = named.end(), f"(?P<{named[1]}>"
        elif switch:
            head = self._switched(switch)
        elif self._at("(?"):
            raise _PatternRefused(f"nothing begins with {self.pattern[self.place : self.place + 3]}")
        else:
            self.place, head = self.place + 1, "("
        self._deeper()
        inner = self.alternatives()
        self.depth -= 1
        self.flags = before
        if self.place >= len(self.pattern):
            raise _PatternRefused("a ( is not closed")
        self.place += 1
        return f"{head}{inner})"

    def _switched(self, switch: re.Match[str]) -> str:
        """Change the flags; give what opens a group with them."""
        on, off = frozenset(switch[1] or ""), frozenset(switch[2] or "")
        unknown = (on | off) - _KNOWN_FLAGS
        if unknown:
            raise _PatternRefused(f"there is no flag {min(unknown)}")
        self.place = switch.end()
        self.flags = (self.flags | on) - off
        written = "".join(sorted(on & {"i", "m"})) + ("u" if on & {"u", "U"} else "")
        unset = "".join(sorted((off - on) & {"i", "m"}))
        return f"(?{written}{'-' + unset if unset else ''}:"

    def _escape(self) -> str:
        """Read what follows a backslash, outside of [...]."""
        letter = self._taken()
        if letter in _PLACES:
            return _PLACES[letter]
        if letter in "123456789":
            return f"(?:\\{letter})"
        if letter == "k":
            name = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)>").match(self.pattern, self.place)
            if name is None:
                raise _PatternRefused("\\k wants the <name> of a group")
            self.place = name.end()
            return f"(?P={name[1]})"
        if letter == "Q":
            return self._quoted()
        found = self._member(letter)
        return f"[{found}]" if len(found) > 1 else re.escape(found)

    def _quoted(self) -> str:
        r"""Read a text between \\Q and \\E; what repeats, repeats its last character."""
        end = self.pattern.find("\\E", self.place)
        text = self.pattern[self.place :] if end < 0 else self.pattern[self.place : end]
        self.place = len(self.pattern) if end < 0 else end + 2
        return re.escape(text)

    def _member(self, letter: str) -> str:
        """Return what a backslash with a letter stands for: a character, or the inside of a set."""
        code, octal = _CODE.match(self.pattern, self.place - 1), _OCTAL.match(self.pattern, self.place - 1)
        found = _CONTROLS.get(letter) or SHORTHANDS.get(letter)
        if code:
            self.place = code.end()
            number = int(code[1] or code[2] or code[3], 16)
            if number > _LAST:
                raise _PatternRefused(f"there is no character \\{code[0]}")
            found = chr(number)
        elif octal:
            self.place = octal.end()
            found = chr(int(octal[1], 8))
        elif letter == "c":
            found = chr(ord(self._taken()) ^ 64)
        elif letter in "pP":
            found = self._named(letter)
        elif found is None:
            if letter.isascii() and letter.isalnum():
                raise _PatternRefused(f"there is no \\{letter}")
            found = letter
        return found

    def _named(self, letter: str) -> str:
        """Read the name of a class of characters."""
        name = _NAME.match(self.pattern, self.place)
        found = named_class(name[1] or name[2], outside=letter == "P") if name else None
        if name is None or found is None:
            raise _PatternRefused(f"no class of characters is known by \\{letter}{name[0] if name else ''}")
        self.place = name.end()
        return found

    def _set(self) -> str:
        """Read the rest of [...]: members, ranges, sets inside of it, && between what must all hold."""
        outside = self._at("^")
        self.place += outside
        parts: list[str] = []
        simple: list[str] = []
        inner: list[str] = []
        first = True
        while first or not self._at("]"):
            if self._at("&&"):
                self.place += 2
                parts += _either(simple, inner)
                simple, inner = [], []
            elif self._at("["):
                self.place += 1
                self._deeper()
                inner.append(self._set())
                self.depth -= 1
            else:
                simple += self._members()
            first = False
        self.place += 1
        parts += _either(simple, inner)
        if not parts:
            raise _PatternRefused("a [ without anything in it")
        if len(parts) == 1 and parts[0].startswith("[") and not parts[0].startswith("[^"):
            return "[^" + parts[0][1:] if outside else parts[0]
        both = "".join(f"(?={part})" for part in parts)
        return f"(?:(?!{both})[\\s\\S])" if outside else f"(?:{both}[\\s\\S])"

    def _members(self) -> list[str]:
        """Read a member of a set, a range or a quoted text; give them as they stand between [ and ] in Python."""
        if self._at("\\Q"):
            end = self.pattern.find("\\E", self.place)
            text = self.pattern[self.place + 2 : end if end >= 0 else None]
            self.place = end + 2 if end >= 0 else len(self.pattern)
            return [_plain(character) for character in text]
        low = self._single()
        if not low and "x" in self.flags:
            return []
        if not self._at("-") or self.pattern[self.place + 1 : self.place + 2] in {"]", "["} or len(low) > 1:
            return [low if len(low) > 1 else _plain(low)]
        self.place += 1
        high = self._single()
        if len(high) > 1 or high < low:
            raise _PatternRefused("a range of characters that goes backwards or nowhere")
        return [f"{_plain(low)}-{_plain(high)}"]

    def _single(self) -> str:
        """Read a member of a set."""
        character = self._taken()
        if character == "\\":
            return self._member(self._taken())
        return "" if "x" in self.flags and character.isspace() else character


def _plain(character: str) -> str:
    """Write a character as it stands for itself between [ and ]."""
    return f"\\{character}" if character in "\\]^-[&~|" else character


def _either(simple: list[str], inner: list[str]) -> list[str]:
    """Write that a character is one of some, or in one of some sets; nothing where there is none of both."""
    choices = [f"[{''.join(simple)}]", *inner] if simple else inner
    return [choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"] if choices else []


def java_replace(pattern: str, replacement: str, text: str) -> str:
    """Replace every match, with $1, ${name} and backslash escapes in the replacement, as Matcher.replaceAll does.

    Raises:
        InvalidValue: the pattern or the replacement is not understood.
    """
    compiled = java_regex(pattern)
    pieces: list[str] = []
    copied = start = 0
    while start <= len(text) and (match := compiled.search(text, start)):
        pieces += (
            text[copied : match.start()],
            _REFERENCE.sub(lambda part: _filled(part, match, compiled.groups), replacement),
        )
        copied = match.end()
        start = copied + (not match[0])  # after nothing Java goes on behind the next character
    return "".join((*pieces, text[copied:]))


def _filled(part: re.Match[str], match: Found, groups: int) -> str:
    """Return the text for one reference of a replacement."""
    escaped, name, number, stray = part.groups()
    if escaped is not None:
        return str(escaped)
    try:
        if name is not None:
            return match[name] or ""
        if number is not None:
            return _numbered(number, match, groups)
    except IndexError as error:
        raise InvalidValue(
            f'the replacement "{part.string}" speaks of a group that is not there: "{part[0]}"',
            hint="a backslash before $ stands for the character itself",
        ) from error
    raise InvalidValue(
        f'the replacement "{part.string}" has a lone "{stray}"', hint=f'write "\\{stray}" for the character itself'
    )


def _numbered(digits: str, match: Found, groups: int) -> str:
    """Return a group by number: as many digits as make the number of a group, the rest is text."""
    length = 1
    while length < len(digits) and int(digits[: length + 1]) <= groups:
        length += 1
    return (match[int(digits[:length])] or "") + digits[length:]

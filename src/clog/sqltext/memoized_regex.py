"""Regular expressions that try nothing twice: the result is that of Python's engine, in time that grows with the text.

Python's engine forgets where a part has failed and tries every way to get there; Java's remembers. Where that makes
a difference (loops in loops, alternatives in loops) a pattern is made a program of choices, and each choice is taken at
each place of the text once. What refers back to a group cannot be remembered so: there the steps are counted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from clog.errors import InvalidValue
from clog.limits import MOST_STEPS
from clog.sqltext.loops import PARSER, SINGLE, goes_back, in_a_row, leaf, test_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGEST = 50_000
"""Steps of a program; a{1000} in another such loop has more."""

_ONE, _ZERO, _SAVE, _CHOICE, _JUMP, _AGAIN, _LOOK, _ONCE, _BACK, _END = range(10)


class Found(Protocol):
    """What was found."""

    def __getitem__(self, key: int | str, /) -> str | None:
        """Return a group."""
        ...

    def start(self) -> int:
        """Say where it begins."""
        ...

    def end(self) -> int:
        """Say where it ends."""
        ...


class Matcher(Protocol):
    """A regular expression."""

    @property
    def groups(self) -> int:
        """Count the groups."""
        ...

    def search(self, text: str, start: int = 0, /) -> Found | None:
        """Find it in a text."""
        ...

    def fullmatch(self, text: str, /) -> Found | None:
        """Compare it with a whole text."""
        ...


class _Found:
    """What a program found: the places of the groups in the text."""

    __slots__ = ("groups", "names", "places", "text")

    def __init__(self, text: str, places: dict[int, int], names: dict[str, int], groups: int) -> None:
        self.text = text
        self.places = places
        self.names = names
        self.groups = groups

    def __getitem__(self, key: Any) -> Any:
        number = self.names[key] if isinstance(key, str) else key
        if number > self.groups:
            message = "no such group"
            raise IndexError(message)
        start, end = self.places.get(2 * number), self.places.get(2 * number + 1)
        return None if start is None or end is None else self.text[start:end]

    def start(self) -> int:
        """Say where it begins."""
        return self.places[0]

    def end(self) -> int:
        """Say where it ends."""
        return self.places[1]


def compile_memoized(pattern: str, flags: int) -> Matcher | None:
    """Make a program of a pattern for which that makes a difference; None for every other one."""
    if not _understood():
        return None
    parsed = PARSER.parse(pattern, flags)
    if not (goes_back(parsed, inside=False) or in_a_row(parsed, flags)):
        return None
    return MemoizedRegex(parsed, parsed.state.flags | flags)


@cache
def _understood() -> bool:
    """Return whether Python's reader of patterns, which is private to it, is as it is expected here; without it its engine does all."""
    try:
        parsed = PARSER.parse(_SAMPLE, re.ASCII)
        found = MemoizedRegex(parsed, parsed.state.flags | re.ASCII).search(_SAMPLE_TEXT)
        expected = re.compile(_SAMPLE, re.ASCII).search(_SAMPLE_TEXT)
        if found is None or expected is None or not goes_back(parsed, inside=False):
            return False
        return all(found[group] == expected[group] for group in range(3))
    except (AttributeError, LookupError, TypeError, ValueError, re.error):
        return False


_SAMPLE = r"^(?:(a)|(?i:B)|[^a-c\d]|(?>x+?)|y*+)+(?=\w)(?!1)(?:.|(2))\2{1,2}?$"
_SAMPLE_TEXT = "abBxyy-22"
"""All kinds of nodes that a pattern may have."""


class MemoizedRegex:
    """A pattern as a program.

    Attributes:
        groups: how many there are.
    """

    def __init__(self, parsed: Any, flags: int) -> None:
        """Make the program."""
        self.groups: int = parsed.state.groups - 1
        self._names: dict[str, int] = dict(parsed.state.groupdict)
        self._program: list[tuple[Any, ...]] = []
        self._forgets = False
        self._choices = 0
        self._sequence(parsed, flags)
        self._emit(_END)

    def _emit(self, *step: Any) -> int:
        """Add a step; give its number."""
        if len(self._program) > _LARGEST:
            message = "it is too large"
            raise OverflowError(message)
        self._program.append(step)
        return len(self._program) - 1

    def _choice(self, first: int, second: int) -> int:
        """Add a choice; give its number."""
        self._choices += 1
        return self._emit(_CHOICE, first, second, self._choices - 1)

    def _sequence(self, nodes: Any, flags: int) -> None:
        """Add what follows each other."""
        for node in nodes:
            self._node(node, flags)

    def _node(self, node: Any, flags: int) -> None:
        """Add one node."""
        kind, value = node
        name = str(kind)
        if name in SINGLE:
            self._emit(_ONE, test_of(node, flags))
        elif name == "BRANCH":
            self._branch(value[1], flags)
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            self._repeat(value, flags, greedy=name == "MAX_REPEAT")
        elif name == "SUBPATTERN":
            group, more, less, inner = value
            if more & PARSER.TYPE_FLAGS:
                flags &= ~PARSER.TYPE_FLAGS
            if group is not None:
                self._emit(_SAVE, 2 * group)
            self._sequence(inner, (flags | more) & ~less)
            if group is not None:
                self._emit(_SAVE, 2 * group + 1)
        elif name in {"ATOMIC_GROUP", "POSSESSIVE_REPEAT"} or (name in {"ASSERT", "ASSERT_NOT"} and value[0] > 0):
            self._apart(name, value, flags)
        elif name.startswith("GROUPREF"):
            self._forgets = True
            self._emit(_BACK, value, bool(flags & PARSER.SRE_FLAG_IGNORECASE))
        else:
            self._emit(_ZERO, leaf(node, flags).match)

    def _branch(self, ways: Sequence[Any], flags: int) -> None:
        """Add alternatives, the first one first."""
        ends = []
        for way in ways[:-1]:
            choice = self._choice(len(self._program) + 1, 0)
            self._sequence(way, flags)
            ends.append(self._emit(_JUMP, 0))
            self._program[choice] = (*self._program[choice][:2], len(self._program), self._program[choice][3])
        self._sequence(ways[-1], flags)
        for end in ends:
            self._program[end] = (_JUMP, len(self._program))

    def _repeat(self, value: Any, flags: int, *, greedy: bool) -> None:
        """Add a loop: its body as often as it must be, then as often as it may be."""
        low, high, body = value
        for _ in range(low):
            self._sequence(body, flags)
        open_choices = []
        if high == PARSER.MAXREPEAT:
            choice = self._choice(0, 0)
            open_choices.append(choice)
            self._sequence(body, flags)
            self._choices += 1
            self._emit(_AGAIN, choice, self._program[choice][3], self._choices - 1)
        else:
            for _ in range(high - low):
                open_choices.append(self._choice(0, 0))
                self._sequence(body, flags)
        end = len(self._program)
        for choice in open_choices:
            ways = (choice + 1, end) if greedy else (end, choice + 1)
            self._program[choice] = (_CHOICE, *ways, self._program[choice][3])

    def _apart(self, name: str, value: Any, flags: int) -> None:
        """Add what is matched by itself, once, and never gone back into."""
        step = self._emit(_LOOK)
        if name == "POSSESSIVE_REPEAT":
            self._repeat(value, flags, greedy=True)
        else:
            self._sequence(value if name == "ATOMIC_GROUP" else value[1], flags)
        self._emit(_END)
        kind = _LOOK if name.startswith("ASSERT") else _ONCE
        self._program[step] = (kind, step + 1, len(self._program), name == "ASSERT_NOT")

    def fullmatch(self, text: str, /) -> Found | None:
        """Compare it with a whole text.

        Raises:
            InvalidValue: it takes too long.
        """
        return self._found(_Run(self._program, text, self._choices, self._forgets), 0, whole=True)

    def search(self, text: str, start: int = 0, /) -> Found | None:
        """Find it in a text, from a place on.

        Raises:
            InvalidValue: it takes too long.
        """
        run = _Run(self._program, text, self._choices, self._forgets)
        tries = (self._found(run, place, whole=False) for place in range(start, len(text) + 1))
        return next((found for found in tries if found is not None), None)

    def _found(self, run: _Run, start: int, *, whole: bool) -> _Found | None:
        """Try one place."""
        ended = run.run(0, start, None, whole=whole)
        if ended is None:
            return None
        end, saved = ended
        places = {0: start, 1: end}
        while saved is not None:
            number, place, saved = saved
            places.setdefault(number, place)
        return _Found(run.text, places, self._names, self.groups)


class _Run:
    """One text under one program, with all that has failed."""

    def __init__(self, program: list[tuple[Any, ...]], text: str, choices: int, forgets: bool) -> None:  # noqa: FBT001
        self.program = program
        self.text = text
        self.forgets = forgets
        self.steps = 0
        self.taken: list[set[int]] = [set() for _ in range(choices)]
        self.apart: dict[tuple[int, int], Any] = {}

    def run(self, step: int, place: int, saved: Any, *, whole: bool) -> tuple[int, Any] | None:  # noqa: C901, PLR0912, PLR0915 - one loop is the fast way
        """Run from a step to its end; give where that is in the text, and the groups; None where all ways fail."""
        program, text, size = self.program, self.text, len(self.text)
        ways = [(step, place, saved)]
        while ways:
            step, place, saved = ways.pop()
            while True:
                self.steps += 1
                if self.forgets and self.steps > MOST_STEPS:
                    message = f"a regular expression takes more than {MOST_STEPS} steps on {text[:40]!r}"
                    raise InvalidValue(message, hint="let it not refer to groups of its own inside of loops")
                current = program[step]
                kind = current[0]
                if kind == _ONE:
                    if place == size or not current[1](text[place]):
                        break
                    step, place = step + 1, place + 1
                elif kind == _CHOICE:
                    taken = self.taken[current[3]]
                    if not self.forgets:
                        if place in taken:
                            break
                        taken.add(place)
                    ways.append((current[2], place, saved))
                    step = current[1]
                elif kind == _AGAIN:
                    again = self._again(current, place, saved)
                    if again is None:
                        break
                    step = current[1] if again else step + 1
                    saved = (-current[1], place, saved) if self.forgets else saved
                elif kind == _SAVE:
                    step, saved = step + 1, (current[1], place, saved)
                elif kind == _JUMP:
                    step = current[1]
                elif kind == _ZERO:
                    if current[1](text, place) is None:
                        break
                    step += 1
                elif kind == _BACK:
                    group = _group(text, current[1], saved)
                    there = text[place : place + len(group)] if group is not None else ""
                    if group is None or (there != group and not (current[2] and there.lower() == group.lower())):
                        break
                    step, place = step + 1, place + len(group)
                elif kind == _END:
                    if whole and place != size:
                        break
                    return place, saved
                else:
                    key = (step, place)
                    if key not in self.apart:
                        inner = _Run(program, text, len(self.taken), self.forgets)
                        inner.apart = self.apart
                        self.apart[key] = inner.run(current[1], place, saved, whole=False)
                    ended = self.apart[key]
                    if (ended is None) is not current[3]:
                        break
                    step = current[2]
                    if kind == _ONCE:
                        place, saved = ended
                    elif ended is not None:
                        saved = ended[1]
        return None

    def _again(self, current: tuple[Any, ...], place: int, saved: Any) -> bool | None:
        """Return whether a loop goes on, or ends because nothing was taken the last time; None where both has been tried."""
        if self.forgets:
            while saved is not None and saved[0] != -current[1]:
                saved = saved[2]
            return saved is None or bool(saved[1] != place)
        if place not in self.taken[current[2]]:
            return True
        own = self.taken[current[3]]
        if place in own:
            return None
        own.add(place)
        return False


def _group(text: str, number: int, saved: Any) -> str | None:
    """Return the text of a group; None where it has none."""
    found: dict[int, int] = {}
    while saved is not None and len(found) < 2:
        if saved[0] in {2 * number, 2 * number + 1}:
            found.setdefault(saved[0], saved[1])
        saved = saved[2]
    start, end = found.get(2 * number), found.get(2 * number + 1)
    return None if start is None or end is None else text[start:end]

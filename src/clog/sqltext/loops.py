"""Loops of regular expressions in which Python's engine may go back without end."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

try:
    PARSER: Any = import_module("re._parser")
    _COMPILER: Any = import_module("re._compiler")
except ImportError:  # they are private: another Python may have none
    PARSER = _COMPILER = None
_SEVERAL = 3
"""Loops in a row that can take the same text: with fewer, going back costs little."""

_SAMPLE = tuple(map(chr, (*range(0x80), 0xA0, 0xE4, 0x3B1, 0x4E00)))
"""Characters of all kinds."""


def goes_back(nodes: Any, *, inside: bool) -> bool:
    """Return whether there is a loop, or a choice, in a loop that has no end."""
    for kind, value in nodes:
        name = str(kind)
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            low, high, body = value
            varies = low != high and high > 1
            if (inside and low != high) or goes_back(body, inside=inside or varies):
                return True
        elif (name == "BRANCH" and inside) or any(goes_back(inner, inside=inside) for inner in _inside(name, value)):
            return True
    return False


def _inside(name: str, value: Any) -> Sequence[Any]:
    """List what stands in a node."""
    if name == "BRANCH":
        return tuple(value[1])
    if name in {"SUBPATTERN", "ASSERT", "ASSERT_NOT"}:
        return (value[-1],)
    return (value,) if name == "ATOMIC_GROUP" else ()


def in_a_row(parsed: Any, flags: int) -> bool:
    """Return whether several loops follow each other, and what stands between them, that can take the same characters."""
    chain: frozenset[str] = frozenset()
    length = 0
    pending = list(reversed(parsed))
    while pending:
        kind, value = pending.pop()
        name = str(kind)
        if name == "SUBPATTERN":
            pending += reversed(value[-1])
            continue
        body = list(value[2]) if name in {"MAX_REPEAT", "MIN_REPEAT"} else [(kind, value)]
        if len(body) != 1 or str(body[0][0]) not in SINGLE:
            continue
        taken = frozenset(filter(test_of(body[0], parsed.state.flags | flags), _SAMPLE))
        endless = name.endswith("REPEAT") and value[1] == PARSER.MAXREPEAT
        if not taken & chain:
            chain, length = (taken, 1) if endless else (frozenset(), 0)
        elif endless:
            chain, length = chain & taken, length + 1
            if length >= _SEVERAL:
                return True
    return False


SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})


def leaf(node: Any, flags: int) -> Any:
    """Compile one node by itself."""
    state = PARSER.State()
    state.flags = flags
    return _COMPILER.compile(PARSER.SubPattern(state, [node]), flags)


def test_of(node: Any, flags: int) -> Callable[[str], bool]:
    """Make the question whether a character is one of those that a node takes; each is asked once."""
    match = leaf(node, flags).match
    known: dict[str, bool] = {}

    def test(character: str) -> bool:
        found = known.get(character)
        if found is None:
            found = known[character] = match(character) is not None
        return found

    return test

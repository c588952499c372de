"""Context, label and dbms expressions: what matches, and how they are recorded.

Grammar: `,` and `or` bind least, then `and`, then `!` and `not`; parentheses group. Case does not matter.
A name with @ must be given in the run to count. Reference: behaviour, section 10; liquibase.util.ExpressionMatcher
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from clog.errors import InvalidValue
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


_COMMA = re.compile(r"(?<!\s)\s*+,\s*+|,\s*+", re.ASCII)
_OR = re.compile(r"(?<!\s)\s++or\s++", re.ASCII)
_AND = re.compile(r"(?<!\s)\s++and\s++", re.ASCII)
_REQUIRED_NOT = re.compile(r"@\s*(?:!|not )(?=.)", re.ASCII)


def context_matches(expression: str | tuple[str, ...], contexts: Iterable[str], *, strict: bool = False) -> bool:
    """Return whether a context expression is true for the contexts of a run.

    Args:
        expression: as written; of several all must match. An empty one always does.
        contexts: names given for the run. Without any, only names with @ are false.
        strict: whether nothing but an empty expression matches where no names are given.

    Raises:
        InvalidValue: the parentheses are not balanced, and no other expression is false.
    """
    given = contexts if type(contexts) is tuple else tuple(contexts)
    if strict and not any(map(entries, given)):
        return not any(map(entries, (expression,) if type(expression) is str else expression))
    if type(expression) is str:
        return _context_matches(expression, given)
    fault: InvalidValue | None = None
    for part in expression:
        try:
            if not _context_matches(part, given):
                return False
        except InvalidValue as error:
            fault = error
    if fault is not None:
        raise fault
    return True


@lru_cache(maxsize=4096)
def _context_matches(expression: str, contexts: tuple[str, ...]) -> bool:
    """Evaluate one context expression; many change sets share few of them."""
    parts = _parts(expression)
    if not parts:
        return True
    items = frozenset(name for text in contexts for name in entries(text.lower()))
    if "(" in expression:
        parts = in_hash_order(parts)  # the first part that is true ends it: what stands in others is not looked at
    elif not items and not any(part.startswith("@") for part in parts):
        return True
    return any(matches(part, items) for part in parts)


def understood(expression: str) -> bool:
    """Return whether each part of a context expression has parentheses that match."""
    for part in _parts(expression):
        try:
            matches(part, frozenset())
        except InvalidValue:
            return False
        if part.count("(") != part.count(")"):
            return False
    return True


def _parts(expression: str) -> tuple[str, ...]:
    """Split a context expression; an empty part counts where something stands behind it."""
    parts = expression.lower().strip(BLANKS).split(",")
    while parts and not parts[-1]:
        del parts[-1]
    return tuple([part.strip(BLANKS) for part in parts])


def in_hash_order(texts: Collection[str]) -> tuple[str, ...]:
    """Put texts into the order in which a HashSet of Java goes through them.

    Reference: java.util.HashMap, java.lang.String.hashCode
    """
    unique = dict.fromkeys(texts)
    size = 16
    while len(unique) > size * 3 // 4:
        size *= 2
    return tuple(sorted(unique, key=lambda text: _hash_code(text) & (size - 1)))


def _hash_code(text: str) -> int:
    """Return the spread hash code of a text in Java."""
    found = 0
    units = text.encode("utf-16-be", "surrogatepass")
    for high, low in zip(units[::2], units[1::2], strict=True):
        found = (found * 31 + (high << 8 | low)) & 0xFFFFFFFF
    return found ^ found >> 16


def labels_match(label_filter: str, labels: str | tuple[str, ...]) -> bool:
    """Return whether labels pass the label expression of a run.

    Args:
        label_filter: an expression; an empty one lets everything pass.
        labels: a comma list, or the lists of several levels (includes, change set), each of which must pass.
            An empty list passes.

    Raises:
        InvalidValue: the parentheses of the filter are not balanced.
    """
    if type(labels) is str:
        return _labels_match(label_filter, labels)
    return all(_labels_match(label_filter, level) for level in labels)


@lru_cache(maxsize=4096)
def _labels_match(label_filter: str, labels: str) -> bool:
    """Evaluate a label filter for the labels of one level."""
    items = frozenset(entries(labels.lower()))
    if not items:
        return True
    parts = entries(label_filter.lower().replace("\\", ""))
    return not parts or any(matches(part, items) for part in parts)


def dbms_matches(dbms: str | Iterable[str], name: str | None) -> bool:
    """Return whether a dbms list is meant for a database.

    Args:
        dbms: a comma list or its entries; !name excludes. Empty and `all` match everywhere, `none` nowhere.
        name: short name of the database; None (no database) matches everything.
    """
    if not dbms or name is None:
        return True
    listed = entries(dbms.lower()) if isinstance(dbms, str) else tuple(entry.strip().lower() for entry in dbms)
    return lists(listed, name)


def lists(listed: Collection[str], name: str) -> bool:
    """Return whether the entries of a dbms list mean a database; case matters.

    Reference: liquibase.database.DatabaseList.definitionMatches
    """
    if not listed or "all" in listed:
        return True
    if "none" in listed or "!" + name in listed:
        return False
    return name in listed or all(entry.startswith("!") for entry in listed)


def entries(text: str) -> tuple[str, ...]:
    """Split a comma list; blanks around entries and empty entries are dropped."""
    return tuple([part for part in [part.strip(BLANKS) for part in text.split(",")] if part])


def matches(expression: str, items: frozenset[str]) -> bool:
    """Evaluate an expression in lower case.

    Args:
        expression: of names, !, not, and, or, commas and parentheses.
        items: names that are given.

    Raises:
        InvalidValue: the parentheses are not balanced.
    """
    expression = _without_groups(expression, items).strip(BLANKS)
    parts = _OR.split(_COMMA.sub(" or ", expression))
    if len(parts) > 1:
        return any(matches(part, items) for part in parts)
    parts = _AND.split(expression)
    if len(parts) > 1:
        return all(matches(part, items) for part in parts)
    return _name_matches(expression, items)


def _without_groups(expression: str, items: frozenset[str]) -> str:
    """Put " :true " or " :false " in place of all that stands in parentheses.

    Raises:
        InvalidValue: the parentheses are not balanced, or hold nothing.
    """
    if "(" not in expression:
        return expression
    open_groups: list[list[str]] = [[]]
    for piece in _PARENTHESES.split(expression):
        if piece == "(":
            open_groups.append([])
        elif piece == ")" and len(open_groups) > 1:
            inner = "".join(open_groups.pop())
            if not inner:
                break
            open_groups[-1].append(" :true " if matches(inner, items) else " :false ")
        else:
            open_groups[-1].append(piece)
    else:
        if len(open_groups) == 1:
            return "".join(open_groups[0])
    raise InvalidValue(
        f'the expression "{expression}" is not understood',
        hint="close each parenthesis, and use no comma inside of one",
    )


_PARENTHESES = re.compile(r"([()])")


def _name_matches(expression: str, items: frozenset[str]) -> bool:
    """Evaluate a name, perhaps negated, or what was inside parentheses."""
    if expression in {":true", ":false"}:
        return expression == ":true"
    negated = True
    if expression.startswith("!"):
        expression = expression[1:].strip(BLANKS)
    elif expression.startswith("not "):
        expression = expression[4:].strip(BLANKS)
    elif _REQUIRED_NOT.match(expression):
        expression = "@" + _REQUIRED_NOT.sub("", expression, count=1).strip(BLANKS)
    else:
        negated = False
    required = expression.startswith("@")
    if not items and not required:
        return True
    if expression in {":true", ":false"}:
        return (expression == ":true") is not negated
    return (expression.removeprefix("@").strip(BLANKS) in items) is not negated


def stored_contexts(contexts: Iterable[str]) -> str | None:
    """Write context expressions as they are recorded in CONTEXTS; None without any."""
    texts = [f"({text})" if "," in text or " " in text else text for text in contexts if text.strip(BLANKS)]
    return " AND ".join(texts) or None


def stored_labels(labels: Iterable[str]) -> str | None:
    """Write the labels of all levels as they are recorded in LABELS; None without any."""
    return ",".join(labels) or None

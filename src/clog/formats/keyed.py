"""Items as keys and lists: the shape that YAML and JSON share. XML repeats elements, a map has each key once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from clog.model.item import Item
from clog.model.scalars import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS = frozenset(("databaseChangeLog", "preConditions", "and", "or", "not", "rollback", "modifySql"))
"""Elements that are written as a list of maps of one key each."""


class KeyedEntry(NamedTuple):
    """One key with what stands behind it: a scalar (or list of them), one element, or a list of elements.

    `comments` are those of elements that became scalars.
    """

    key: str
    scalar: Any = None
    one: Item | None = None
    several: tuple[Item, ...] | None = None
    comments: tuple[str, ...] = ()


def entries(item: Item) -> Iterator[KeyedEntry]:
    """List the keys of an element that is written as a map, each once, in order."""
    for name, value in item.attributes.items():
        yield KeyedEntry(name, value)
    if item.body is not None:
        yield KeyedEntry(item.body_key, item.body)
    groups: dict[str, list[Item]] = {}
    for child in item.children:
        groups.setdefault(child.listed or child.name, []).append(child)
    for key, members in groups.items():
        if members[0].listed:
            yield KeyedEntry(key, several=tuple(members))
        else:
            yield _entry(key, members)


def _entry(key: str, members: list[Item]) -> KeyedEntry:
    """Put elements of one name under one key."""
    comments = tuple(comment for member in members for comment in member.before)
    texts = [member.body for member in members if is_text(member)]
    if key == "comment":
        return KeyedEntry(key, "; ".join(str(as_text(text)) for text in texts if text is not None), comments=comments)
    if len(texts) == len(members) and members[0].body_key == key and (key != "rollback" or len(members) == 1):
        return KeyedEntry(key, texts[0] if len(texts) == 1 else texts, comments=comments)
    if len(members) == 1:
        return KeyedEntry(key, one=members[0])
    return KeyedEntry(key, one=_merged(key, members))


def is_text(item: Item) -> bool:
    """Return whether an element holds nothing but its text."""
    return not item.children and not item.attributes and item.body is not None


def _merged(key: str, members: list[Item]) -> Item:
    """Make one element of several rollback or modifySql elements."""
    merged = Item(key, at=members[0].at)
    for member in members:
        merged.before += member.before
        merged.inside += member.inside
        if key == "modifySql":
            for child in member.children:
                child.attributes = {
                    **child.attributes,
                    **{k: v for k, v in member.attributes.items() if k not in child.attributes},
                }
                merged.children.append(child)
            continue
        put_in_list(member)
        merged.attributes.update(member.attributes)
        merged.children += member.children
    return merged


def put_in_list(rollback: Item) -> None:
    """Make a change of the text of a rollback that is written as a list of changes."""
    if rollback.body is not None:
        options = {"splitStatements": True, "stripComments": True}
        rollback.children.append(Item("sql", options, body=rollback.body, body_key="sql", at=rollback.at))
        rollback.body = None

"""Items to YAML: block style, two blanks a step, quotes where a text would be read as something else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from clog.formats.keyed import LISTS, entries
from clog.formats.yaml_scalars import YamlDate, resolve
from clog.model.scalars import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.item import Item

_PLAIN = re.compile(r"[A-Za-z0-9_./$+(<=>-][^\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]*")
_UNSAFE = re.compile(r": |:$| #|^[-?:] |^[-?:]$|^---|^\.\.\.|\s$")
_ODD = re.compile(r"<<|=|[-+]?0[0-9_]+|0o[0-7_]+|[-+]?[0-9]++_[0-9_]*+")
"""Texts that other readers of YAML take for numbers or for keys with a meaning."""

_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufeff\u2028\u2029]")


def write_yaml(root: Item) -> str:
    """Write a change log."""
    lines = [*_comments(root.before, 0), "databaseChangeLog:" + ("" if root.attributes or root.children else " []")]
    lines += _list(root, 2)
    lines += _comments(root.inside, 0)
    return "\n".join(lines) + "\n"


def _list(item: Item, indent: int) -> Iterator[str]:
    """Write scalars and elements as a list of maps of one key."""
    lead = " " * indent + "- "
    for name, value in item.attributes.items():
        yield from _scalar_entry(name, value, indent, lead)
    if item.body is not None:
        yield from _scalar_entry(item.body_key, item.body, indent, lead)
    for child in item.children:
        yield from _listed(child, indent)


def _listed(item: Item, indent: int) -> Iterator[str]:
    """Write an element as an item of a list."""
    if item.blank and indent <= _DEEPEST_BLANK:
        yield ""
    yield from _comments(item.before, indent)
    yield from _element(item, indent + 2, " " * indent + "- ")


_DEEPEST_BLANK = 8


def _element(item: Item, indent: int, lead: str) -> Iterator[str]:
    """Write `name:` and what is in the element below it."""
    if item.name in LISTS:
        content = list(_list(item, indent + 2))
        yield f"{lead}{item.name}:" + ("" if content else " []")
    else:
        content = list(_map(item, indent + 2))
        yield f"{lead}{item.name}:" + ("" if content else " {}")
    yield from content
    yield from _comments(item.inside, indent + 2)


def _map(item: Item, indent: int) -> Iterator[str]:
    """Write what is in an element, key by key."""
    for entry in entries(item):
        yield from _comments(entry.comments, indent)
        if entry.several is not None:
            yield f"{' ' * indent}{entry.key}:"
            for child in entry.several:
                yield from _listed(child, indent + 2)
        elif entry.one is not None:
            yield from _comments(entry.one.before, indent)
            yield from _element(entry.one, indent, " " * indent)
        else:
            yield from _scalar_entry(entry.key, entry.scalar, indent, " " * indent)


def _scalar_entry(name: str, value: Any, indent: int, lead: str) -> Iterator[str]:
    """Write `name: value`."""
    del indent
    depth = len(lead)
    if isinstance(value, list):
        yield f"{lead}{name}:"
        for item in value:
            first, *others = scalar(item, depth + 4)
            yield f"{' ' * (depth + 2)}- {first}"
            yield from others
        return
    first, *others = scalar(value, depth + 2)
    yield f"{lead}{name}: {first}".rstrip(" ")
    yield from others


def scalar(value: Any, indent: int) -> list[str]:
    """Write a scalar: its first line, and those that follow indented."""
    if isinstance(value, YamlDate) and getattr(value, "iso", "").endswith("T00:00:00"):
        return [value.iso[:10]]
    if value is None:
        return ["null"]
    text = str(as_text(value))
    if "\n" in text and _can_stand_in_block(text):
        return _block(text, indent)
    return [text if _can_stand_plain(text) else _quoted(text)]


def _quoted(text: str) -> str:
    """Write a text in double quotes, with escapes for what is no printable character."""
    return _UNPRINTABLE.sub(lambda found: f"\\U{ord(found[0]):08x}", json.dumps(text, ensure_ascii=False))


def _can_stand_plain(text: str) -> bool:
    """Return whether the text without quotes is read back as the same text."""
    if not _PLAIN.fullmatch(text) or _UNSAFE.search(text) or _ODD.fullmatch(text):
        return False
    found = resolve(text)
    return not isinstance(found, YamlDate) and found is not None and as_text(found) == text


def _can_stand_in_block(text: str) -> bool:
    """Return whether a block scalar gives back the text; blank lines at its end would run into those behind it."""
    return (
        not _UNPRINTABLE.search(text)
        and "\r" not in text
        and "\x85" not in text
        and text.strip("\n ") != ""
        and not text.endswith("\n\n")
    )


def _block(text: str, indent: int) -> list[str]:
    """Write a block scalar."""
    stripped = text.rstrip("\n")
    chomp = "-" if stripped == text else ""
    lines = stripped.split("\n")
    first = next(line for line in lines if line.strip(" "))
    hint = "2" if first.startswith((" ", "\t")) or not lines[0].strip(" ") else ""
    pad = " " * indent
    body = [pad + line if line else "" for line in lines]
    return [f"|{hint}{chomp}", *body]


def _comments(comments: tuple[str, ...], indent: int) -> Iterator[str]:
    """Write comments."""
    pad = " " * indent
    for comment in comments:
        for line in _comment_lines(comment):
            yield f"{pad}# {line}" if line else f"{pad}#"


def _comment_lines(comment: str) -> list[str]:
    """Split a comment into lines without the indentation that they have in common."""
    from textwrap import dedent

    lines = dedent(" " + comment.expandtabs(4) if not comment.startswith("\n") else comment).strip("\n").splitlines()
    return [line.strip() if number == 0 else line.rstrip() for number, line in enumerate(lines)] or [""]

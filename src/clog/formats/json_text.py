"""Items to JSON: two blanks a step. JSON has no comments: who writes it must say that they are lost."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from clog.formats.keyed import LISTS, entries
from clog.formats.yaml_scalars import YamlDate
from clog.model.scalars import as_text

if TYPE_CHECKING:
    from clog.formats.keyed import KeyedEntry
    from clog.model.item import Item

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")


def write_json(root: Item) -> str:
    """Write a change log."""
    return json.dumps({"databaseChangeLog": _list(root)}, indent=2, ensure_ascii=False) + "\n"


def _list(item: Item) -> list[Any]:
    """Make the list of an element's scalars and elements, each a map of one key."""
    found: list[Any] = [{name: scalar(value)} for name, value in item.attributes.items()]
    if item.body is not None:
        found.append({item.body_key: scalar(item.body)})
    return found + [{child.name: _content(child)} for child in item.children]


def _content(item: Item) -> Any:
    """Make the map of an element, or the list of one that is a list."""
    if item.name in LISTS:
        return _list(item)
    return {entry.key: _value(entry) for entry in entries(item)}


def _value(entry: KeyedEntry) -> Any:
    """Make what stands behind a key."""
    if entry.several is not None:
        return [{child.name: _content(child)} for child in entry.several]
    return scalar(entry.scalar) if entry.one is None else _content(entry.one)


def scalar(value: Any) -> Any:
    """Make a scalar that is read back as the same text."""
    if isinstance(value, list):
        return [scalar(item) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, YamlDate) and getattr(value, "iso", "").endswith("T00:00:00"):
        return str(value)
    text = str(as_text(value))
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if _WHOLE.fullmatch(text) and text != "-0" else text

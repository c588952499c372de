"""What a structured format cannot hold, asked before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import CommentsLost, NotSayable, Problem
from clog.model.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.item import Item
    from clog.model.node import Document


def unwritable(root: Item, document: Document, target: str) -> Iterable[Problem]:
    """List what the target cannot hold."""
    if target == "json":
        lost = list(root.comments())
        if lost:
            item = next(found for found in root.walk() if found.before or found.inside)
            place = document.location(Node(item.name, {}, [], None, item.at) if item.at > 0 else document.root)
            first = " ".join(lost[0].split())[:60]
            text = f"JSON has no comments: {len(lost)} of them are lost, the first is: {first}"
            yield Problem(CommentsLost.code, text, place, "choose YAML to keep them", "warning")
    if target in {"yaml", "json"}:
        for item in root.walk():
            if item.name == "modifySql" and any("labels" in part.attributes for part in item.walk()):
                text = "labels of modifySql can be said in XML only: Liquibase does not read them elsewhere"
                yield Problem(NotSayable.code, text, document.location(document.root), "keep this file in XML")
    if target == "xml":
        from clog.formats.xml_text import forbidden

        for item in root.walk():
            for value in (*item.attributes.values(), item.body):
                bad = forbidden(value) if isinstance(value, str) else ""
                if bad:
                    text = f"XML cannot hold the character U+{ord(bad):04X} in {item.name}"
                    yield Problem(NotSayable.code, text, document.location(document.root), "choose YAML or JSON")

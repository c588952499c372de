"""modifySql: nodes to SqlVisitor values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.node import attribute
from clog.model.scalars import as_text
from clog.model.visitors import SqlVisitor
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.changelog import ChangeSet
    from clog.model.node import Node

_KINDS = {
    "prepend": ("value",),
    "append": ("value",),
    "replace": ("replace", "with"),
    "regExpReplace": ("replace", "with"),
}


def bind_visitors(change_set: ChangeSet) -> tuple[SqlVisitor, ...]:
    """Make the visitors of a change set, in order."""
    return tuple(visitor for visitor, _ in read_visitors(change_set))


def read_visitors(change_set: ChangeSet) -> Iterator[tuple[SqlVisitor, bool]]:
    """Make the visitors and say of each whether its dbms list is its own."""
    for node, part in visitor_nodes(change_set):
        yield _visitor(node, part)


def visitor_nodes(change_set: ChangeSet) -> Iterator[tuple[Node, Node]]:
    """List the elements that visitors are made of, each with the modifySql in which it stands."""
    for block in change_set.node.children:
        for part in block.children if block.name == "changes" else (block,):
            if part.name.lower() == "modifysql":
                for node in part.children:
                    if node.name in _KINDS:
                        yield node, part


def _visitor(node: Node, block: Node) -> tuple[SqlVisitor, bool]:
    """Make one visitor; what it does not say itself, the block says."""

    def said(*names: str) -> str | None:
        for place in (node, block):
            for name in names:
                text = (as_text(attribute(place, name)) or "").strip(BLANKS)
                if text:
                    return text
        return None

    texts: dict[str, Any] = {name: as_text(attribute(node, name)) for name in _KINDS[node.name]}
    visitor = SqlVisitor(
        kind=node.name,
        value=texts.get("value"),
        replace_=texts.get("replace"),
        with_=texts.get("with"),
        dbms=_listed(said("dbms")),
        contexts=said("contextFilter", "context", "contexts") or "",
        labels=tuple(dict.fromkeys(label.lower() for label in _listed(said("labels")))),
        apply_to_rollback=(said("applyToRollback") or "").lower() == "true",
    )
    return visitor, attribute(node, "dbms") is not None


def _listed(text: str | None) -> tuple[str, ...]:
    """Split a comma list."""
    return tuple(item for item in (part.strip(BLANKS) for part in (text or "").split(",")) if item)

"""What a run puts up with in change logs: --changelog-parse-mode=LAX, --on-missing-include-changelog=WARN."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.changes import change_class
from clog.derive.bind import NOT_CHANGES
from clog.derive.normalise import is_nested
from clog.model.node import Node
from clog.preconditions import precondition_class

if TYPE_CHECKING:
    from collections.abc import Callable

_CONDITIONS = frozenset({"preConditions", "preconditions"})


class Leniency(NamedTuple):
    """What is passed over with a warning.

    Attributes:
        unknown: change types and preconditions that do not exist. In XML those of other namespaces: the schema refuses
            what Liquibase's own namespace does not have.
        missing_includes: includes whose file is not there; includeAll and the root file are no includes.
    """

    unknown: bool = False
    missing_includes: bool = False


def without_unknown(node: Node, say: Callable[[str, Node], None], *, xml: bool = False) -> Node:
    """Return a changeSet, or preConditions, without what does not exist; say what was taken out.

    Args:
        node: the changeSet or preConditions.
        say: is told what was taken out, and where.
        xml: whether changes stand in the changeSet itself.

    Reference: liquibase.changelog.ChangeSet.toChange, liquibase.precondition.PreconditionLogic, observed
    """
    if node.name in _CONDITIONS:
        return _kept(node, lambda child: precondition_class(child.name) is not None, say, "precondition")
    children = []
    for child in node.children:
        if child.name in _CONDITIONS:
            children.append(without_unknown(child, say))
        elif child.name in {"changes", "rollback"}:
            children.append(_kept(child, _is_part, say, "change type"))
        elif xml and is_nested(child) and not _is_part(child):
            _say(say, "change type", child)
        else:
            children.append(child)
    return Node(node.name, node.attributes, children, node.text, node.at)


def _is_part(node: Node) -> bool:
    """Return whether an element of a list of changes is known."""
    return change_class(node.name) is not None or node.name.lower() in NOT_CHANGES


def _say(say: Callable[[str, Node], None], what: str, node: Node) -> None:
    """Say that something was taken out."""
    say(f'unknown {what} "{node.name}" is passed over, as LAX asks', node)


def _kept(node: Node, known: Callable[[Node], bool], say: Callable[[str, Node], None], what: str) -> Node:
    """Remove what holds more than a text and is not known; look into and, or, not and rollback."""
    children = []
    for child in node.children:
        if is_nested(child) and not known(child):
            _say(say, what, child)
        elif child.name in {"and", "or", "not", "rollback"}:
            children.append(_kept(child, known, say, what))
        else:
            children.append(child)
    return Node(node.name, node.attributes, children, node.text, node.at)

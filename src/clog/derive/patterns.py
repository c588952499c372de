"""Regular expressions in change sets: those that cannot be understood, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.derive.visitors import visitor_nodes
from clog.errors import ClogError, Problem
from clog.sqltext.java_regex import java_regex
from clog.sqltext.split import delimiter_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.model.bound import BoundChangeSet
    from clog.model.changelog import ChangeSet
    from clog.model.node import Node
    from clog.model.visitors import SqlVisitor


def unreadable_patterns(bound: BoundChangeSet, counts: Callable[[SqlVisitor], bool]) -> Iterator[Problem]:
    """List the regular expressions that a run would stop at: in endDelimiter and in modifySql.

    Args:
        bound: where they stand.
        counts: whether a modifySql instruction is meant for this run.
    """
    change_set = bound.change_set
    for one in bound.changes:
        values = one.change
        delimiter = values.get("end_delimiter")
        if delimiter and len(delimiter) > 1 and values.get("split_statements") is not False:
            yield from _tried(change_set, one.node, "endDelimiter", delimiter_pattern, delimiter)
    for visitor, (node, _) in zip(bound.visitors, visitor_nodes(change_set), strict=True):
        if visitor.kind == "regExpReplace" and visitor.replace_ is not None and counts(visitor):
            yield from _tried(change_set, node, "replace", java_regex, visitor.replace_)


def _tried(
    change_set: ChangeSet, node: Node, name: str, read: Callable[[str], object], pattern: str
) -> Iterator[Problem]:
    """Read the pattern in an attribute of a node; say what is wrong with it."""
    try:
        read(pattern)
    except ClogError as error:
        document = change_set.document
        at, excerpt = document.location(node, name), document.excerpt(node, name)
        yield Problem(error.code, f"{error.message} ({change_set})", at, error.hint, "error", excerpt)

"""Context expressions that cannot be understood, with the place where they are written.

Reference: liquibase.ContextExpression, liquibase.changelog.filter.ContextChangeSetFilter, observed
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from clog.derive.visitors import visitor_nodes
from clog.errors import InvalidValue, Problem
from clog.model.expressions import context_matches, lists, understood
from clog.model.node import attribute
from clog.model.scalars import as_text
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.model.changelog import ChangeSet
    from clog.model.node import Document, Node
    from clog.resolve.files import File
    from clog.resolve.parameters import Parameters

CONTEXT = ("contextFilter", "context")
_OF_VISITORS = (*CONTEXT, "contexts")
MESSAGE = 'the context expression "{}" is not understood'
HINT = "close each parenthesis and put something into it; commas cut an expression: inside of parentheses write or"


class Source(NamedTuple):
    """Where something is said for a change set: the file, the element, its attribute, the text, and who says it."""

    document: Document
    node: Node
    name: str
    text: str
    who: str


def sources(change_set: ChangeSet, names: tuple[str, ...], *, inherited: bool) -> Iterator[Source]:
    """List what a change set says, and what the files and includes around it say for it, from the inside out."""
    yield from _said(change_set.document, (change_set.node,), names, "the change set itself")
    file = change_set.origin if inherited else None
    while file is not None:
        if names[-1] == "context":
            yield from _head(file, names)
        if file.include is not None and file.parent is not None:
            who = f"the {file.include.name} of {file.document.path}"
            yield from _said(file.parent.document, (file.include,), names, who)
        if names[-1] == "ignore":
            return
        file = file.parent


@lru_cache(maxsize=8)
def _head(file: File, names: tuple[str, ...]) -> tuple[Source, ...]:
    """Return what the head of a file says; it is asked for each change set, and has as many children."""
    return tuple(_said(file.document, (file.root,), names, "the head of the file"))


def _said(document: Document, nodes: Iterable[Node], names: tuple[str, ...], who: str) -> Iterator[Source]:
    """Return the first attribute of some that is not blank, on the first of some nodes that has it."""
    for node in nodes:
        for name in names:
            text = as_text(attribute(node, name))
            if text and text.strip(BLANKS):
                yield Source(document, node, name, text, who)
                return


def broken(change_set: ChangeSet, parameters: Parameters) -> list[Problem]:
    """List the context expressions of a change set that stop a run with these contexts.

    They are evaluated from the inside out, up to the first that is false; those of modifySql in any case.
    """
    run = parameters
    found: list[Problem] = []
    doubted = "(" in "".join(change_set.contexts)
    for said in sources(change_set, CONTEXT, inherited=True) if doubted else ():
        try:
            if not context_matches(said.text, run.contexts, strict=run.strict_contexts):
                break
        except InvalidValue:
            found.append(_problem(said, "error"))
            break
    for said, dbms in _of_visitors(change_set) if _modified(change_set) else ():
        try:
            if run.dialect is None or lists(dbms, run.dialect):
                context_matches(said.text, run.contexts, strict=run.strict_contexts)
        except InvalidValue:
            found.append(_problem(said, "error"))
    return list(dict.fromkeys(found))


def doubtful(change_set: ChangeSet) -> Iterator[Problem]:
    """Warn of context expressions whose parentheses do not match, although some runs do not come to see it."""
    modified = _modified(change_set)
    if "(" in (joined := "".join(change_set.contexts)) or ")" in joined:
        for said in sources(change_set, CONTEXT, inherited=True):
            if not understood(said.text):
                yield _problem(said, "warning")
    for said, _ in _of_visitors(change_set) if modified else ():
        if not understood(said.text):
            yield _problem(said, "warning")


def _modified(change_set: ChangeSet) -> bool:
    """Return whether there may be a modifySql."""
    return any(child.name.lower() in {"modifysql", "changes"} for child in change_set.node.children)


def _of_visitors(change_set: ChangeSet) -> Iterator[tuple[Source, tuple[str, ...]]]:
    """List the contexts of modifySql instructions, with the databases for which they count."""
    for node, block in visitor_nodes(change_set):
        for said in _said(change_set.document, (node, block), _OF_VISITORS, "modifySql"):
            dbms = next(_said(change_set.document, (node, block), ("dbms",), ""), None)
            listed = tuple(entry.strip(BLANKS) for entry in dbms.text.split(",")) if dbms else ()
            yield said, tuple(entry for entry in listed if entry)


def _problem(said: Source, severity: str) -> Problem:
    """Report an expression with its place."""
    document, node = said.document, said.node
    at, excerpt = document.location(node, said.name), document.excerpt(node, said.name)
    return Problem(InvalidValue.code, MESSAGE.format(said.text), at, HINT, severity, excerpt)

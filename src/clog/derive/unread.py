"""What stands in a change set of YAML or JSON where nothing reads it, or where it means something else than it seems.

Liquibase takes from each list and map what it looks for and says nothing about the rest. In XML its schema does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes import change_class
from clog.derive.bind import NOT_CHANGES, with_text_changes
from clog.derive.normalise import element_shape, is_nested, shape_of
from clog.errors import InvalidValue, MissingAttribute, UnknownElement
from clog.model.elements import VISITORS, PreConditionsElement
from clog.model.scalars import as_text
from clog.naming import suggestion
from clog.preconditions import precondition_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.declare import Attr
    from clog.derive.normalise import Shape
    from clog.errors import Problem
    from clog.model.changelog import ChangeSet
    from clog.model.node import Document, Node

_VISITORS = frozenset(cls.declaration.name for cls in VISITORS)
_REFERENCE = frozenset({"changesetid", "changesetauthor", "changesetpath"})
_GROUPS = frozenset({"and", "or", "not"})
_LISTS = frozenset({"parts", "map"})
_ATTRIBUTES = frozenset({"comment", "validchecksum", "validchecksums"})
_SHOWN = 40


def unread(change_set: ChangeSet) -> Iterator[Problem]:
    """Warn of what a change set loses."""
    node, document = change_set.node, change_set.document
    children = with_text_changes(change_set)
    listed = any(child.name == "changes" for child in children)
    for child in children:
        name = child.name
        if name in {"changes", "rollback"}:
            yield from _in_list(child, document)
        elif name == "modifySql":
            yield from _in_modify_sql(child, document)
        elif name in {"preConditions", "preconditions"}:
            yield from unread_conditions(child, document)
        elif (cls := change_class(name)) is not None:
            if listed:
                message = f"{name} stands beside the list of changes and runs all the same"
                hint = "move it into the list, where its order is plain to see"
                at = None if child in node.children else name
                yield document.warning(UnknownElement, message, child, at, hint)
            yield from _in_change(child, shape_of(cls.declaration), document)
    if "changes" in node.attributes:
        message = "changes holds a text, which is not run"
        hint = "write a list of changes: - sql: {sql: ...}"
        yield document.warning(InvalidValue, message, node, "changes", hint)


def _in_list(parent: Node, document: Document) -> Iterator[Problem]:
    """Warn of what is lost in a list of changes, and in the changes."""
    if parent.name == "changes":
        yield from texts_in(parent, document)
    names = {child.name.lower() for child in parent.children}
    names.update(name.lower() for name in parent.attributes)
    if names & {"changesetauthor", "changesetpath"} and "changesetid" not in names:
        message = "rollback names no changeSetId: nothing will be undone"
        yield document.warning(
            MissingAttribute, message, parent, None, "add the id of the change set that undoes this one"
        )
    for child in parent.children:
        cls, lower = change_class(child.name), child.name.lower()
        if cls is not None:
            yield from _in_change(child, shape_of(cls.declaration), document)
        elif parent.name == "changes" and lower in _ATTRIBUTES:
            message = f"{child.name} stands in the list of changes, where it is passed over"
            hint = "move it out of the list, beside id and author"
            yield document.warning(UnknownElement, message, child, _at(child), hint)
        elif parent.name == "changes" and lower == "modifysql":
            yield from _in_modify_sql(child, document)
        elif parent.name == "changes" and lower == "preconditions":
            yield from unread_conditions(child, document)
        elif not is_nested(child) and lower not in NOT_CHANGES and lower not in _REFERENCE:
            yield passed_over(document, child, child.name, parent.name, _change_names())


def _in_modify_sql(node: Node, document: Document) -> Iterator[Problem]:
    """Warn of what is lost in a modifySql."""
    yield from texts_in(node, document)
    yield from repeated(node, document)
    for child in node.children:
        if child.name in _VISITORS and not is_nested(child):
            message = f"{child.name} of modifySql holds a text, which is passed over"
            yield document.warning(InvalidValue, message, child, child.name, f"write {child.name} with its attributes")
        elif is_nested(child) and child.name not in _VISITORS:
            yield passed_over(document, child, child.name, node.name, _VISITORS)


def texts_in(node: Node, document: Document) -> Iterator[Problem]:
    """Warn of texts that stand in a list of elements."""
    if node.text is not None and document.format != "xml":
        message = f'"{as_text(node.text)}" stands in {node.name} without a name and is passed over'
        yield document.warning(UnknownElement, message, node, None, "say what it is, or take it away")


def repeated(node: Node, document: Document) -> Iterator[Problem]:
    """Refuse attributes that a list gives more than once, as Liquibase does; elements of XML are none."""
    if document.format == "xml":
        return
    seen = set(node.attributes)
    for child in node.children:
        if not is_nested(child) and child.name in seen:
            message = f"{child.name} is given to {node.name} more than once"
            found = document.warning(InvalidValue, message, child, child.name, "keep one of them")
            yield found._replace(severity="error")
        if not is_nested(child):
            seen.add(child.name)


def _in_change(node: Node, shape: Shape, document: Document) -> Iterator[Problem]:
    """Warn of what stands in a change and its lists, columns above all, and is none of their items."""
    yield from _lost_text(node, shape, document)
    lists: set[str] = set()
    for child in node.children:
        key = shape.spelled.get(child.name) or shape.spell(child.name)
        single = shape.items.get(key)
        attribute = shape.nested.get(key) or single
        if attribute is None:
            continue
        inner = [child] if single or attribute.kind != "parts" else child.children
        for item in inner if attribute.element else ():
            yield from _lost_text(item, element_shape(attribute.element), document)
        if single:
            if single.written in lists:
                message = f"{child.name} stands beside {single.written} and is put behind them"
                yield document.warning(UnknownElement, message, child, None, f"move it into {single.written}")
        elif attribute.kind in _LISTS:
            lists.add(key)
            yield from _in_items(child, attribute, node.name, document)


def _in_items(node: Node, attribute: Attr, where: str, document: Document) -> Iterator[Problem]:
    """Warn of what stands in a list and is none of its items."""
    if node.children:
        yield from texts_in(node, document)
    others = [entry for entry in node.children if entry.name.lower() != attribute.items.lower()]
    if len(others) < len(node.children):
        for entry in others:
            yield passed_over(document, entry, entry.name, f"{node.name} of {where}", (attribute.items,))


def _lost_text(node: Node, shape: Shape, document: Document) -> Iterator[Problem]:
    """Warn of the text of an element that has attributes only."""
    if node.text is None or shape.body or (node.children and document.format != "xml"):
        return
    text = str(as_text(node.text))
    message = f'the text "{text if len(text) <= _SHOWN else text[:_SHOWN] + "..."}" in {node.name} is passed over'
    yield document.warning(UnknownElement, message, node, None, f"{node.name} has attributes only")


def unread_conditions(parent: Node, document: Document) -> Iterator[Problem]:
    """Warn of what stands among preconditions and is none."""
    group = parent.name in _GROUPS
    options = {} if group else PreConditionsElement.declaration.by_lower
    yield from texts_in(parent, document)
    yield from repeated(parent, document)
    holds = False
    for child in parent.children:
        if precondition_class(child.name) is not None:
            holds = True
            if child.name in _GROUPS:
                yield from unread_conditions(child, document)
        elif not is_nested(child) and child.name.lower() not in options and group:
            yield passed_over(document, child, child.name, parent.name, _condition_names())
    for name in parent.attributes:
        if group:
            yield passed_over(document, parent, name, parent.name, _condition_names())
    if not holds:
        effect = "never hold" if parent.name == "or" else "always hold"
        message = f"{parent.name} has no precondition in it: it will {effect}"
        yield document.warning(MissingAttribute, message, parent, None, "write a precondition into it, or take it away")


def _at(node: Node) -> str | None:
    """Say where the place of a node is to be looked for: one that is a text stands among other names of a map."""
    return None if is_nested(node) else node.name


def _change_names() -> tuple[str, ...]:
    """List the names of all change types; only asked when something is wrong."""
    from clog.changes import change_names

    return change_names()


def _condition_names() -> tuple[str, ...]:
    """List the names of all preconditions; only asked when something is wrong."""
    from clog.preconditions import precondition_names

    return precondition_names()


def passed_over(document: Document, node: Node, name: str, where: str, known: Iterable[str]) -> Problem:
    """Warn of something that Liquibase does not know and says nothing about."""
    hint = suggestion(name, known) or "take it away, or move it to where it belongs"
    attribute = name if name in node.attributes else _at(node)
    return document.warning(
        UnknownElement, f'"{name}" in {where} is not known and is passed over', node, attribute, hint
    )

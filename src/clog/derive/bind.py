"""Binding: nodes of a change set to typed changes, preconditions and visitors."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from clog.changes import change_class
from clog.derive.normalise import is_nested, normalise, shape_of
from clog.derive.values import NotAnInteger, Values, table_of, values_of
from clog.errors import InvalidValue, MissingAttribute, UnknownElement
from clog.model.bound import BoundChange
from clog.model.change import PreConditions
from clog.model.changelog import ChangeSetKey
from clog.model.node import Node, attribute
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.naming import suggestion
from clog.preconditions import precondition_class
from clog.sqltext.blanks import BLANKS
from clog.sqltext.split import split
from clog.value import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from clog.declare import Declaration, Declared
    from clog.model.change import Change, Precondition
    from clog.model.changelog import ChangeSet
    from clog.model.node import Document

_PARTS = frozenset(("changes", "modifySql", "preConditions", "rollback", "validCheckSum", "validCheckSums"))
NOT_CHANGES = frozenset(("comment", *map(str.lower, _PARTS)))
"""Children of a change set that are no changes, lower case."""


def change_nodes(change_set: ChangeSet) -> Iterator[tuple[Node, type[Change]]]:
    """List the changes of a change set with their classes, in order.

    Raises:
        UnknownElement: there is no such change type. (What holds only a text is passed over, as Liquibase does.)
    """
    for node in with_text_changes(change_set):
        found = change_class(node.name)
        if found is not None:
            yield node, found
        elif node.name == "changes":
            yield from changes_in(node, change_set.document)
        elif node.name not in _PARTS and is_nested(node):
            raise _unknown(node, change_set.document)


_USUAL = frozenset(
    (
        "id", "author", "comment", "context", "contextFilter", "created", "dbms", "failOnError", "ignore", "labels",
        "logicalFilePath", "onValidationFail", "rollback", "runAlways", "runInTransaction", "runOnChange", "runOrder",
        "validCheckSum",
    )
)  # fmt: skip


def with_text_changes(change_set: ChangeSet) -> Sequence[Node]:
    """Return the children of a change set, and among them changes that are written as a text only: "sql: select 1"."""
    return _with_texts(change_set.node, change_set.document)


def _with_texts(whole: Node, document: Document) -> Sequence[Node]:
    """Return the children of an element, and among them changes that are written as a text only."""
    names = [name for name in whole.attributes if name not in _USUAL and change_class(name) is not None]
    if not names:
        return whole.children
    place = document.location
    texts = [(place(whole, name), Node(name, {}, [], whole.attributes[name], whole.at)) for name in names]
    found = [*texts, *((place(child), child) for child in whole.children)]
    return [node for _, node in sorted(found, key=lambda pair: pair[0])]


def parts_of(change_set: ChangeSet) -> Iterator[Node]:
    """List what stands in a change set, also what stands in its list of changes without being one."""
    for node in change_set.node.children:
        if node.name == "changes":
            yield from node.children
        else:
            yield node


def changes_in(parent: Node, document: Document) -> Iterator[tuple[Node, type[Change]]]:
    """List the changes below an element."""
    for node in _with_texts(parent, document):
        found = change_class(node.name)
        if found is not None:
            yield node, found
        elif node.name == parent.name == "changes":
            yield from changes_in(node, document)
        elif is_nested(node) and (node.name not in _PARTS or parent.name == "rollback"):
            raise _unknown(node, document)


def _unknown(node: Node, document: Document) -> UnknownElement:
    """Make the error for a change type that does not exist."""
    from clog.changes import change_names

    return UnknownElement(
        f'unknown change type "{node.name}"',
        at=document.location(node),
        excerpt=document.excerpt(node),
        hint=suggestion(node.name, change_names()) or "clog schema has all of them",
    )


def read_values(node: Node, declaration: Declaration, document: Document) -> Values:
    """Make the values of a node that a declared class describes, or give those that it remembers.

    Raises:
        InvalidValue: an attribute is given twice, or a text stands where an integer or a date must.
    """
    known = getattr(node, "values", None)
    if known is not None and known[0] is declaration:
        values: Values = known[1]
        return values
    found = normalise(node, shape_of(declaration), document)
    try:
        return values_of(found, table_of(declaration, document.format in {"xml", "sql"}))
    except NotAnInteger as error:
        raise not_an_integer(error, node, document) from None


def not_an_integer(error: NotAnInteger, node: Node, document: Document) -> InvalidValue:
    """Return the error with its place."""
    place = next((found for found in _below(node) if found.attributes.get(error.written) == error.raw), node)
    name = error.written if error.written in place.attributes else None
    return InvalidValue(
        f"{error.written}: {error}", at=document.location(place, name), excerpt=document.excerpt(place, name)
    )


def _below(node: Node) -> Iterator[Node]:
    """List a node and all below it."""
    yield node
    for child in node.children:
        yield from _below(child)


def build(declaration: Declaration, values: Values) -> Any:
    """Make the object of a declared class from its values. What is required and absent becomes None."""
    fields: dict[str, Any] = dict.fromkeys(_required(declaration))
    by_field = declaration.by_field
    for name, value in values.items():
        found = by_field.get(name)
        if value is None or found is None:
            continue
        if found.kind == "part":
            fields[name] = build(_element(found.element), value)
        elif found.kind == "parts":
            element = _element(found.element)
            fields[name] = tuple([build(element, item) for item in value])
        else:
            fields[name] = value
    return declaration.cls(**fields)


@lru_cache(maxsize=None)
def _required(declaration: Declaration) -> tuple[str, ...]:
    """List the fields that have no default."""
    return tuple(found.name for found in declaration.attributes if found.default is MISSING)


@lru_cache(maxsize=None)
def _element(element: str) -> Declaration:
    """Find the declaration of a part."""
    module, name = element.split(":")
    found: type[Declared] = getattr(import_module(module), name)
    return found.declaration


def bind_change(node: Node, cls: type[Change], change_set: ChangeSet) -> BoundChange:
    """Make one change."""
    declaration = cls.declaration
    values = read_values(node, declaration, change_set.document)
    node.values = (declaration, values)  # a change set that is bound will be run and recorded: they are asked again
    drop_removed(values, declaration.name, change_set)
    return BoundChange(build(declaration, values), node, change_set)


def drop_removed(values: Values, name: str, change_set: ChangeSet) -> None:
    """Remove what removeChangeSetProperty says, which is known for columns of addColumn only."""
    for change, removed, _dbms in change_set.removed:
        if change == name == "addColumn":
            for column in values.get("columns", ()):
                for field in removed:
                    column.pop(_FIELD_OF.get(field, field), None)


_FIELD_OF = {"afterColumn": "after_column", "beforeColumn": "before_column"}


def bind_changes(change_set: ChangeSet) -> tuple[BoundChange, ...]:
    """Make the changes of a change set, in order.

    Raises:
        UnknownElement: a change type that does not exist.
        InvalidValue: an attribute is given twice, or a text stands where an integer or a date must.
    """
    return tuple(bind_change(node, cls, change_set) for node, cls in change_nodes(change_set))


def bind_rollback(
    change_set: ChangeSet, lookup: Callable[[ChangeSetKey], ChangeSet | None]
) -> tuple[BoundChange, ...] | None:
    """Make the changes of the rollback elements, in order.

    Args:
        change_set: whose rollback it is.
        lookup: finds the change set that a rollback names; its changes are run forwards.

    Returns:
        None without a rollback element: the inverse of the changes is used. Empty when there is nothing to do.
    """
    blocks = [node for node in parts_of(change_set) if node.name.lower() == "rollback"]
    text = attribute(change_set.node, "rollback")
    if not blocks and text is None and not any(name.lower() == "rollback" for name in change_set.node.attributes):
        return None
    changes: list[BoundChange] = []
    if not blocks:
        blocks = [Node("rollback", {}, [], text, change_set.node.at)]
    for block in blocks:
        changes.extend(_bind_block(block, change_set, lookup))
    return tuple(changes)


def _bind_block(
    block: Node, change_set: ChangeSet, lookup: Callable[[ChangeSetKey], ChangeSet | None]
) -> Iterator[BoundChange]:
    """Make the changes of one rollback element. Where it names a change set, nothing else in it counts.

    The statements of a text are split once more, like those of any change: GO alone is none.
    """
    identifier = attribute(block, "changeSetId")
    if identifier is not None:
        yield from _referred(block, str(as_text(identifier)), change_set, lookup)
        return
    for node, cls in changes_in(block, change_set.document):
        yield bind_change(node, cls, change_set)
    texts = block.text if isinstance(block.text, list) else [block.text]
    for text in texts:
        for sql in _rollback_texts(as_text(text) or ""):
            node = Node("sql", {"splitStatements": True, "stripComments": True}, [], sql, block.at)
            found = change_class("sql")
            if found is not None:
                yield bind_change(node, found, change_set)


def _rollback_texts(text: str) -> list[str]:
    """Return the text of a rollback: whole where splitting its statements once more changes nothing, else each by itself.

    The statement "empty" is none.
    """
    text = text.strip(BLANKS)
    if "empty" in text.lower():
        return [found for found in split(text, strip_comments=True) if found.lower() != "empty"]
    statements = split(text)
    if [again for statement in statements for again in split(statement)] == statements:
        return [text] if text else []
    return statements


def _referred(
    block: Node,
    identifier: str,
    change_set: ChangeSet,
    lookup: Callable[[ChangeSetKey], ChangeSet | None],
) -> tuple[BoundChange, ...]:
    """Make the changes of the change set that a rollback names."""
    path = normal_path(as_text(attribute(block, "changeSetPath")) or change_set.path)
    author = as_text(attribute(block, "changeSetAuthor")) or ""
    found = lookup(ChangeSetKey(path, identifier, author))
    if found is None:
        raise MissingAttribute(
            f"rollback names the change set {path}::{identifier}::{author}, which does not exist",
            at=change_set.document.location(block),
            hint="it must stand before this one, in this change log or in one that was read earlier",
        )
    return bind_changes(found)


_CONTAINER = {
    "onfail": "on_fail",
    "onfailmessage": "on_fail_message",
    "onerror": "on_error",
    "onerrormessage": "on_error_message",
    "onsqloutput": "on_sql_output",
}


def bind_preconditions(node: Node, document: Document) -> PreConditions:
    """Make the preconditions of a change log or change set.

    Raises:
        UnknownElement: there is no such precondition.
        InvalidValue: an onFail, onError or onSqlOutput that does not exist.
    """
    options: dict[str, Any] = {}
    scalars = [*node.attributes.items(), *((child.name, child.text) for child in node.children if not is_nested(child))]
    for name, raw in scalars:
        field = _CONTAINER.get(name.lower())
        text = as_text(raw)
        if field is not None and text is not None:
            options[field] = text if field.endswith("message") else text.upper()
    return PreConditions(conditions=_conditions(node, document), **options)


def _conditions(node: Node, document: Document) -> tuple[Precondition, ...]:
    """Make the conditions inside an element."""
    found = []
    for child in node.children:
        cls = precondition_class(child.name)
        if cls is not None:
            found.append(_condition(child, cls, document))
        elif is_nested(child):
            raise unknown_condition(child, document)
    return tuple(found)


def unknown_condition(node: Node, document: Document) -> UnknownElement:
    """Make the error for a precondition that does not exist."""
    from clog.preconditions import precondition_names

    return UnknownElement(
        f'unknown precondition "{node.name}"',
        at=document.location(node),
        excerpt=document.excerpt(node),
        hint=suggestion(node.name, precondition_names()) or f"there are {', '.join(precondition_names())}",
    )


def _condition(node: Node, cls: type[Precondition], document: Document) -> Precondition:
    """Make one condition."""
    declaration = cls.declaration
    if "conditions" in declaration.by_field:
        return cls(conditions=_conditions(node, document))
    found: Precondition = build(declaration, read_values(node, declaration, document))
    return found

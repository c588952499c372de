"""Validate: everything in a change log that Liquibase refuses, and everything that it drops or guesses at in silence.

What Liquibase refuses is an error. What it accepts is accepted, but each place where something is lost or is not what
it seems is a warning, with its place and what to do; --strict makes errors of them. No database is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.changes import change_class
from clog.derive import schema_check
from clog.derive.lacking import lacking
from clog.derive.normalise import is_nested
from clog.derive.unread import passed_over, repeated, texts_in, unread, unread_conditions
from clog.errors import ClogError, InvalidValue, MissingAttribute, Problem, UnknownElement, UnknownParameter
from clog.model.databases import unknown_databases
from clog.model.elements import ROOT, ChangeLogElement, ModifyChangeSetsElement
from clog.model.expressions import dbms_matches
from clog.model.node import attribute
from clog.model.scalars import as_text
from clog.resolve.contexts import doubtful
from clog.resolve.echoes import is_echo, refused_places
from clog.resolve.parameters import how_to_define

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.node import Document, Node

_PARAMETER = re.compile(r"\$\{([^{}]*)\}")
_ROOT = {cls.declaration.name: cls.declaration for cls in ROOT}
_ROOT_NAMES = (*_ROOT, "changeSet", "preConditions", "modifyChangeSets")
_KEYED = frozenset({"yaml", "json"})


def problems(change_log: ChangeLog, dialect: str | None = None, *, strict: bool = False) -> tuple[Problem, ...]:
    """List what is wrong with a change log, by file and line.

    Args:
        change_log: as loaded.
        dialect: short name of the database; change sets that are meant for others are not looked at.
        strict: whether warnings are errors.
    """
    found: list[Problem] = []
    for document in change_log.documents:
        found += root_problems(document)
    for head in change_log.preconditions:
        found += lacking(head.node, head.document)
        for target in schema_check.preconditions(head.node):
            found += schema_check.checked(target, head.document)
        if head.document.format in _KEYED:
            found += unread_conditions(head.node, head.document)
        found += _unknown_parameters(head.node, head.document)
    for part in change_log.remains:
        found += _unknown_parameters(part.node, part.document)
    for change_set in change_log.change_sets:
        if dbms_matches(change_set.dbms, dialect):
            found += change_set_problems(change_set)
    unique = list(dict.fromkeys(found))
    return tuple(problem._replace(severity="error") for problem in unique) if strict else tuple(unique)


def everything(
    change_log: ChangeLog, faults: Iterable[ClogError], dialect: str | None = None, *, strict: bool = False
) -> tuple[Problem, ...]:
    """List what is wrong with a change log of which perhaps not all could be read, by file and line.

    Args:
        change_log: what could be read.
        faults: what could not, as `load` gave it.
        dialect: see `problems`.
        strict: see `problems`.
    """
    found = [problem for fault in faults for problem in fault.problems]
    places = refused_places(change_log.documents)
    found += [problem for problem in problems(change_log, dialect, strict=strict) if not is_echo(problem, places)]
    unique = {(problem.at, problem.message): problem for problem in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda problem: problem.at or ("", 0, 0)))


def change_set_problems(change_set: ChangeSet) -> list[Problem]:
    """List what is wrong with a change set."""
    found = [_weighed(problem) for problem in schema_check.problems(change_set) if not _is_said_elsewhere(problem)]
    found += _missing_id(change_set)
    found += unknown_databases(change_set)
    found += doubtful(change_set)
    document = change_set.document
    if document.has_parameters:
        found += _unknown_parameters(change_set.node, document)
    if document.format in _KEYED:
        found += _odd_identity(change_set)
    if document.format != "sql":
        found += unread(change_set)
    return found


def _is_said_elsewhere(problem: Problem) -> bool:
    """Return whether a problem is left to others: a missing id is said below, and what a change lacks by the change itself.

    Databases differ in what changes need, and onValidationFail has a say in it.
    Reference: liquibase.change.AbstractChange.validate
    """
    name, _, rest = problem.message.partition(" ")
    if problem.code != MissingAttribute.code:
        return False
    return change_class(name) is not None or (name == "changeSet" and rest.endswith(" id"))


def _weighed(problem: Problem) -> Problem:
    """Make a warning of a missing author, which Liquibase finds valid and then cannot record."""
    if problem.code != MissingAttribute.code or problem.message != "changeSet needs the attribute author":
        return problem
    hint = "the history table takes no change set without author: say who wrote it"
    return problem._replace(severity="warning", hint=hint)


def _missing_id(change_set: ChangeSet) -> Iterator[Problem]:
    """Refuse a change set without id."""
    if not (change_set.id or "").strip():
        node, document = change_set.node, change_set.document
        yield Problem(
            MissingAttribute.code,
            f"a change set has no id ({change_set.path}::{change_set.id}::{change_set.author})".replace("None", "null"),
            document.location(node),
            "give it one that no other change set of this author in this file has",
            "error",
            document.excerpt(node),
        )


def root_problems(document: Document) -> Iterator[Problem]:
    """List what is wrong at the top of a file, and what is in it without being read."""
    yield from document.passed_over()
    root = document.root
    yield from _properties(root.children, document)
    if document.format == "sql":
        return
    if document.format in _KEYED:
        yield from texts_in(root, document)
        yield from repeated(root, document)
        yield from _late_preconditions(document)
    texts = {child.name: child.text for child in root.children if not is_nested(child)}
    names = [*root.attributes, *(name for name in texts if name not in _ROOT_NAMES)]
    for name in names if document.format in _KEYED else ():
        if name.lower() not in ChangeLogElement.declaration.by_lower:
            node = next((child for child in root.children if child.name == name), root)
            known = (*ChangeLogElement.declaration.by_field, *_ROOT_NAMES)
            yield passed_over(document, node, name, "databaseChangeLog", known)
    yield from _elements(root.children, document)


def _properties(nodes: Iterable[Node], document: Document) -> Iterator[Problem]:
    """Warn of properties that define nothing, or what was defined before in the same circumstances."""
    seen: set[tuple[str, ...]] = set()
    for node in nodes:
        if node.name != "property" or attribute(node, "file") is not None:
            continue
        name = as_text(attribute(node, "name"))
        if document.format != "sql":
            for part, effect in (("name", "cannot be used"), ("value", "defines nothing")):
                if attribute(node, part) is None:
                    message = f"this property has no {part}: it {effect}"
                    yield document.warning(MissingAttribute, message, node, None, f"give it a {part}, or take it away")
        key = (name or "", *(as_text(attribute(node, part)) or "" for part in _CONDITIONS))
        if name and key in seen:
            message = f"the property {name} is defined before in this file: this value does not count"
            hint = "keep one of them, or let them count on different dbms, contexts or labels"
            yield document.warning(InvalidValue, message, node, None, hint)
        seen.add(key)


_CONDITIONS = ("dbms", "context", "contextFilter", "labels")


def _late_preconditions(document: Document) -> Iterator[Problem]:
    """Warn of preconditions of the change log that stand behind its first change set."""
    behind = False
    for node in document.root.children:
        if node.name == "preConditions" and behind:
            message = "these preConditions hold for the whole change log, although they stand behind change sets"
            hint = "move them to the head of the file, or into the change set that they are meant for"
            yield document.warning(UnknownElement, message, node, None, hint)
        behind = behind or node.name in {"changeSet", "include", "includeAll"}


def _elements(nodes: Iterable[Node], document: Document) -> Iterator[Problem]:
    """List what is wrong with includes and properties."""
    for node in nodes:
        if node.name == "modifyChangeSets":
            yield from _elements(node.children, document)
            node = type(node)(node.name, node.attributes, [], None, node.at)  # noqa: PLW2901 - its own attributes
            declaration = ModifyChangeSetsElement.declaration
        elif node.name in _ROOT:
            declaration = _ROOT[node.name]
        else:
            continue
        yield from schema_check.checked(schema_check.Target(node, declaration), document)


def _unknown_parameters(whole: Node, document: Document) -> Iterator[Problem]:
    """Warn of ${name} that stayed as it is because nothing gives it a value."""
    seen: set[str] = set()
    fixed = whole.name == "databaseChangeLog" and document.format == "xml"
    for node, name_of, text in _texts(whole, _PROSE if document.format == "sql" else frozenset()):
        for name in _PARAMETER.findall(text):
            if name not in seen and name.strip():
                seen.add(name)
                message, hint = f"${{{name}}} has no value here and stays as it is written", how_to_define(name)
                if fixed:
                    message = f"${{{name}}} is not replaced in databaseChangeLog of XML and stays as it is written"
                    hint = "write what it stands for, or put it on the change sets"
                yield document.warning(UnknownParameter, message, node, name_of, hint)


_PROSE = frozenset({"comment", "validCheckSum"})
"""Elements of formatted SQL in which nothing is replaced, and nobody expects it."""


def _texts(node: Node, prose: frozenset[str]) -> Iterator[tuple[Node, str | None, str]]:
    """List all texts of a node that hold ${, with the attribute that they are the value of."""
    for name, value in node.attributes.items():
        if isinstance(value, str) and "${" in value and (name, node.name) != ("value", "property"):
            yield node, name, value
    if isinstance(node.text, str) and "${" in node.text and node.name not in prose:
        yield node, None, node.text
    for child in node.children:
        yield from _texts(child, prose)


def _odd_identity(change_set: ChangeSet) -> Iterator[Problem]:
    """Warn of ids and authors without quotes that YAML reads as something else than they look like."""
    node, document = change_set.node, change_set.document
    for name in ("id", "author"):
        value = node.attributes.get(name)
        if value is None or (isinstance(value, str) and not _NUMBER_LIKE.fullmatch(value)):
            continue
        shown = document.excerpt(node, name).partition("\n")[0]
        written = re.search(rf"""["']?{name}["']?\s*:\s*([^\s,}}#"'][^\s,}}#]*)""", shown)
        text = as_text(value)
        if written is None or (written[1] == text and not isinstance(value, str)):
            continue
        what = f"is read as {text}" if written[1] != text else "looks like a number and is a text"
        message = f"{name} {written[1]} {what}"
        hint = f'put it into quotes: {name}: "{written[1]}" would be another one once it has run as {text}'
        if written[1] == text:
            hint = f'put it into quotes: {name}: "{text}"'
        at = document.location(node, name)
        yield Problem(InvalidValue.code, message, at, hint, "warning", document.excerpt(node, name))


_NUMBER_LIKE = re.compile(r"0[0-9]+")
"""Texts that other YAML readers take for numbers."""

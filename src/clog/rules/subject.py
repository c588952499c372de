"""What rules look at: a file, its elements, its preconditions, or a change set, each with what was come upon in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.changes import change_class
from clog.derive import schema_check
from clog.derive.normalise import is_nested
from clog.derive.unread import passed_over, repeated, texts_in, unread, unread_conditions
from clog.errors import MissingAttribute
from clog.model.elements import ROOT, ChangeLogElement, ModifyChangeSetsElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.errors import Problem
    from clog.generate import Generation
    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.node import Document, Node
    from clog.resolve.filters import Runtime

KEYED = frozenset({"yaml", "json"})
"""Formats in which a name may stand anywhere."""

_ROOT = {cls.declaration.name: cls.declaration for cls in ROOT}
_ROOT_NAMES = (*_ROOT, "changeSet", "preConditions", "modifyChangeSets")


class Subject:
    """Something that was read.

    Attributes:
        document: the file.
        node: the element.
        change_set: the change set, where it is one.
        expands: whether ${...} in its texts is replaced, and to be looked at.
        schema: what is not as it is declared: names, kinds of values, what is missing.
        passed_over: what stands in the file and is not in its tree.
        unread: what stands in it and is read by nobody.
        order: all these, with their numbers.
    """

    __slots__ = ("change_set", "document", "expands", "node", "order", "passed_over", "schema", "unread")

    def __init__(
        self, document: Document, node: Node, change_set: ChangeSet | None = None, *, expands: bool = False
    ) -> None:
        self.document = document
        self.node = node
        self.change_set = change_set
        self.expands = expands
        self.order: dict[Problem, int] = {}
        self.schema = self._noted(self._compared())
        self.passed_over = self._noted(self._left_out())
        self.unread = self._noted(self._left_over())

    def _compared(self) -> Iterable[Problem]:
        return ()

    def _left_out(self) -> Iterable[Problem]:
        return ()

    def _left_over(self) -> Iterable[Problem]:
        return ()

    def _noted(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Record in which order problems were come upon."""
        found = tuple(problems)
        for problem in found:
            self.order.setdefault(problem, len(self.order))
        return found


class FileSubject(Subject):
    """A file: its text, and what stands at its top."""

    __slots__ = ()

    def _left_out(self) -> Iterable[Problem]:
        return self.document.passed_over()

    def _left_over(self) -> Iterator[Problem]:
        document, root = self.document, self.node
        if document.format not in KEYED:
            return
        yield from texts_in(root, document)
        yield from repeated(root, document)
        texts = {child.name: child.text for child in root.children if not is_nested(child)}
        for name in (*root.attributes, *(name for name in texts if name not in _ROOT_NAMES)):
            if name.lower() not in ChangeLogElement.declaration.by_lower:
                node = next((child for child in root.children if child.name == name), root)
                known = (*ChangeLogElement.declaration.by_field, *_ROOT_NAMES)
                yield passed_over(document, node, name, "databaseChangeLog", known)


class ElementsSubject(Subject):
    """The includes and properties of a file."""

    __slots__ = ()

    def _compared(self) -> Iterator[Problem]:
        if self.document.format != "sql":
            yield from self._elements(self.node.children)

    def _elements(self, nodes: Iterable[Node]) -> Iterator[Problem]:
        """List what is wrong with includes and properties."""
        for node in nodes:
            if node.name == "modifyChangeSets":
                yield from self._elements(node.children)
                node = type(node)(node.name, node.attributes, [], None, node.at)  # noqa: PLW2901 - its own attributes
                declaration = ModifyChangeSetsElement.declaration
            elif node.name in _ROOT:
                declaration = _ROOT[node.name]
            else:
                continue
            yield from schema_check.checked(schema_check.Target(node, declaration), self.document)


class HeadSubject(Subject):
    """The preconditions at the head of a file."""

    __slots__ = ()

    def _compared(self) -> Iterator[Problem]:
        for target in schema_check.preconditions(self.node):
            yield from schema_check.checked(target, self.document)

    def _left_over(self) -> Iterable[Problem]:
        return unread_conditions(self.node, self.document) if self.document.format in KEYED else ()


class TextSubject(Subject):
    """An element of which only the texts are looked at."""

    __slots__ = ()


class ChangeSetSubject(Subject):
    """A change set as it was read."""

    __slots__ = ()
    change_set: ChangeSet

    def _compared(self) -> Iterable[Problem]:
        problems = schema_check.problems(self.change_set)
        return [_weighed(problem) for problem in problems if not _is_said_elsewhere(problem)] if problems else ()

    def _left_over(self) -> Iterable[Problem]:
        return unread(self.change_set) if self.document.format != "sql" else ()


class ChangesSubject(NamedTuple):
    """The changes of a change set.

    Attributes:
        change_set: it.
        generation: binds its changes.
        marked: whether it counts as run where its changes are not valid, so that nobody need be told.
    """

    change_set: ChangeSet
    generation: Generation
    marked: bool = False


class RunSubject(NamedTuple):
    """What a run was asked for, with its change log.

    Attributes:
        change_log: the change log.
        runtime: contexts, labels and database.
        twice_is_fine: whether the same change set may be there twice.
        database: the database as the URL names it, where nothing is known of it.
    """

    change_log: ChangeLog
    runtime: Runtime
    twice_is_fine: bool = False
    database: str = ""


NO_AUTHOR = "changeSet needs the attribute author"


def _is_said_elsewhere(problem: Problem) -> bool:
    """Return whether a problem is left to others: to missing-id, and what a change lacks to the change itself.

    Databases differ in what changes need, and onValidationFail has a say in it.
    Reference: liquibase.change.AbstractChange.validate
    """
    name, _, rest = problem.message.partition(" ")
    if problem.code != MissingAttribute.code:
        return False
    return change_class(name) is not None or (name == "changeSet" and rest.endswith(" id"))


def _weighed(problem: Problem) -> Problem:
    """Make a warning of a missing author, which Liquibase finds valid and then cannot record."""
    if problem.code != MissingAttribute.code or problem.message != NO_AUTHOR:
        return problem
    hint = "the history table takes no change set without author: say who wrote it"
    return problem._replace(severity="warning", hint=hint)

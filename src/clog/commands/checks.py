"""Checks before a run: is the change log valid, and do the preconditions at its head hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import DuplicateChangeSet, MissingAttribute, Problem, UnknownAttribute, ValidationError
from clog.model.history import ALREADY_RAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.commands.project import Project
    from clog.model.changelog import ChangeSet, ChangeSetKey
    from clog.model.node import Node
    from clog.model.report import Events
    from clog.planning import Plan


def check(project: Project, *, printing: bool = False) -> Events:
    """Refuse a change log that is not valid, or whose preconditions do not hold.

    Args:
        project: knows change log and database.
        printing: whether only a script is written; preconditions are not evaluated then.

    Raises:
        ValidationError: with all that is wrong.
        PreconditionFailed: a precondition at the head does not hold, and its onFail is not WARN.
    """
    problems = tuple(identity_problems(project))
    if problems:
        raise ValidationError(problems)
    if project.change_log.preconditions and not printing:
        from clog.commands.conditions import check_head

        yield from check_head(project)


def identity_problems(project: Project) -> Iterator[Problem]:
    """Look for change sets without id, and for those that are there twice.

    What is meant for other databases does not count; contexts and labels do not make two out of one.
    """
    from clog.planning import denials

    twice_is_fine = project.settings.allow_duplicated_changeset_identifiers
    seen: dict[ChangeSetKey, ChangeSet] = {}
    for change_set in project.change_sets:
        if not change_set.id:
            yield _problem(
                MissingAttribute.code,
                f"a change set has no id ({change_set.path}::null::{change_set.author})",
                change_set,
                "give it one that no other change set of this author in this file has",
            )
        first = seen.setdefault(change_set.key, change_set)
        if first is change_set or twice_is_fine or denials(change_set, project.runtime) == ("dbms",):
            continue
        if denials(first, project.runtime) == ("dbms",):
            seen[change_set.key] = change_set
            continue
        place = first.document.location(first.node)
        yield _problem(
            DuplicateChangeSet.code,
            f"{change_set} is there twice: first at {place}",
            change_set,
            "give one of them another id; --allow-duplicated-changeset-identifiers=true runs the first only",
        )


def change_problems(project: Project, plan: Plan) -> Iterator[Problem]:
    """Look for changes that the database cannot do, in the change sets that have not run yet."""
    for step in plan.steps:
        if step.status != ALREADY_RAN and not step.filtered:
            yield from _column_problems(step.change_set)
            yield from project.generation.problems(step.change_set)


def _column_problems(change_set: ChangeSet) -> Iterator[Problem]:
    """Look for attributes that columns do not have. In XML the schema has refused them already.

    Reference: liquibase.change.ColumnConfig.load, which is as strict, where others pass over what they do not know
    """
    document = change_set.document
    if document.format not in {"yaml", "json"}:
        return
    from clog.derive.bind import change_nodes
    from clog.model.parts import AddColumn, LoadDataColumn

    known = {attr.written for part in (AddColumn, LoadDataColumn) for attr in part.declaration.attributes}
    for change, _ in change_nodes(change_set):
        for column in _columns(change):
            for name in (*column.attributes, *(child.name for child in column.children)):
                if name not in known:
                    yield Problem(
                        UnknownAttribute.code,
                        f'a column has no attribute "{name}" ({change_set})',
                        document.location(column),
                        "names are spelled exactly as in the reference",
                    )


def _columns(node: Node) -> Iterator[Node]:
    """List the columns below a node."""
    for child in node.children:
        if child.name == "column" and (child.attributes or child.children):
            yield child
        elif child.children:
            yield from _columns(child)


def _problem(code: str, message: str, change_set: ChangeSet, hint: str) -> Problem:
    document, node = change_set.document, change_set.node
    return Problem(code, message, document.location(node), hint, "error", document.excerpt(node))

"""Checks before a run: is the change log valid, and do the preconditions at its head hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import DuplicateChangeSet, Problem, UsageError, ValidationError
from clog.model.history import ALREADY_RAN
from clog.model.report import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.commands.project import Project
    from clog.model.changelog import ChangeSet, ChangeSetKey
    from clog.model.report import Events
    from clog.planning import Plan


def check(project: Project, *, printing: bool = False) -> Events:
    """Refuse a change log that is not valid, or whose preconditions do not hold; warn of what it loses.

    Args:
        project: knows change log and database.
        printing: whether only a script is written; preconditions are not evaluated then.

    Raises:
        ValidationError: with all that is wrong.
        PreconditionFailed: a precondition at the head does not hold, and its onFail is not WARN.
    """
    from clog.validate import problems as language_problems

    settings = project.settings
    for text in project.change_log.warnings:
        if settings.strict:
            raise UsageError(text, hint="--strict makes warnings errors")
        yield Event("warning", text)
    dialect = project.session.dialect.name
    problems = (*identity_problems(project), *language_problems(project.change_log, dialect, strict=settings.strict))
    if any(problem.severity == "error" for problem in problems):
        raise ValidationError(problems)
    for problem in problems:
        yield Event("warning", str(problem))
    if project.change_log.preconditions and not printing:
        from clog.commands.conditions import check_head

        yield from check_head(project)


def identity_problems(project: Project) -> Iterator[Problem]:
    """Look for change sets that are there twice.

    What is meant for other databases does not count; contexts and labels do not make two out of one.
    """
    from clog.planning import denials

    twice_is_fine = project.settings.allow_duplicated_changeset_identifiers
    seen: dict[ChangeSetKey, ChangeSet] = {}
    for change_set in project.change_sets:
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
            yield from project.generation.problems(step.change_set)


def _problem(code: str, message: str, change_set: ChangeSet, hint: str) -> Problem:
    document, node = change_set.document, change_set.node
    return Problem(code, message, document.location(node), hint, "error", document.excerpt(node))

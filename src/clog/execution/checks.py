"""Checks before a run: is the change log valid, and do the preconditions at its head hold?"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from clog.errors import ClogError, DuplicateChangeSet, FileMissing, Problem, Unsupported, UsageError, ValidationError
from clog.model.databases import unknown_dialect
from clog.model.events import Event
from clog.planning import denials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.execution.project import Project
    from clog.model.changelog import ChangeLog, ChangeSet, ChangeSetKey
    from clog.model.events import Events


def check(project: Project, *, printing: bool = False, looking: bool = False) -> Events:
    """Refuse a change log that is not valid, or whose preconditions do not hold; warn of what it loses.

    Args:
        project: knows change log and database.
        printing: whether only a script is written; the onSqlOutput of preconditions says then what they do.
        looking: whether nothing is run nor written; preconditions are not evaluated then.

    Raises:
        ValidationError: with all that is wrong.
        PreconditionFailed: a precondition at the head does not hold, and its onFail is not WARN.
    """
    from clog.validate import problems as language_problems

    settings = project.settings
    yield from refuse_lenience(project, project.change_log)
    dialect = project.session.dialect.name
    identities = (*identity_problems(project, project.change_sets), *_unknown_programs(project, project.change_sets))
    problems = (*identities, *language_problems(project.change_log, dialect, strict=settings.strict))
    if settings.strict_contexts:
        problems += tuple(_unknown_contexts(project, project.change_log))
    if dialect == "ansi":
        problems += (unknown_dialect(project.session.url.dialect, strict=settings.strict),)
    if any(problem.severity == "error" for problem in problems):
        raise ValidationError(problems)
    for problem in problems:
        yield Event("warning", str(problem._replace(severity="")))
    yield from tell_doubled(project)
    if not looking:
        yield from check_head_of(project, printing=printing)


def refuse_lenience(project: Project, change_log: ChangeLog) -> Events:
    """Warn of what was passed over because of options; --strict does not allow it.

    Raises:
        UsageError: something was passed over, and warnings are errors.
    """
    for text in change_log.warnings:
        if project.settings.strict:
            raise UsageError(text, hint="--strict makes warnings errors")
        yield Event("warning", text)


def tell_doubled(project: Project) -> Events:
    """Warn of files that are there more than once on the search path, data files too; --strict does not allow it.

    Raises:
        FileMissing: it is not said which one is meant, and warnings are errors.
    """
    settings, found = project.settings, project.directories.doubled
    if settings.duplicate_file_mode != "WARN" or len(settings.search_path) < 2:
        return
    for change_set in project.change_sets:
        if not denials(change_set, project.runtime):
            with suppress(ClogError):  # what is missing or wrong is said by those who need it
                tuple(project.generation.missing_files(change_set, ()))
    for text in found.values():
        if settings.strict:
            raise FileMissing(text, hint="take one of them away: --strict makes warnings errors")
        yield Event("warning", text)


def check_head_of(project: Project, *, printing: bool = False) -> Events:
    """Ask the preconditions at the head of the change log, if there are any."""
    if project.change_log.preconditions:
        from clog.execution.precondition_gate import check_head

        yield from check_head(project, printing=printing)


def findings(project: Project) -> tuple[Problem, ...]:
    """List all that is wrong with a change log, by file and line: also where not all of it can be read or bound."""
    from clog.resolve.echoes import refused_change_sets
    from clog.validate import everything

    change_log, faults = project.loaded
    settings, dialect = project.settings, project.session.dialect.name
    found = list(everything(change_log, faults, dialect, strict=settings.strict))
    found += identity_problems(project, change_log.change_sets)
    found += _unknown_programs(project, change_log.change_sets)
    found += _unknown_contexts(project, change_log)
    ran = {row.key for row in project.tracker.read()}
    generation = project.generation_of(change_log)
    refused = refused_change_sets(change_log)
    for change_set in change_log.change_sets:
        if change_set.key in ran or denials(change_set, project.runtime):
            continue
        if (change_set.document.path, change_set.node.at) in refused:
            continue  # it is no change set of that schema: what it would do is not asked
        try:
            problems = generation.problems(change_set)
            found += problems
            found += generation.unreadable_patterns(change_set)
            found += generation.missing_files(change_set, problems)
            doubtful = (*generation.unset_in_files(change_set), *generation.lossy_files(change_set))
            found += (one._replace(severity="error") if settings.strict else one for one in doubtful)
        except ClogError as error:
            found += error.problems
        except (AttributeError, KeyError, TypeError, ValueError):
            if not any(problem.severity == "error" for problem in found):
                raise
            # what the schema complains about need not be fit to be made a change of
    unique = {(problem.at, problem.message): problem for problem in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda problem: problem.at or ("", 0, 0)))


def identity_problems(project: Project, change_sets: Iterable[ChangeSet]) -> Iterator[Problem]:
    """Find change sets that are there twice.

    What is meant for other databases, contexts or labels, or is ignored, does not count.
    Reference: liquibase.changelog.DatabaseChangeLog.validate
    """
    twice_is_fine = project.settings.allow_duplicated_changeset_identifiers
    seen: dict[ChangeSetKey, ChangeSet] = {}
    for change_set in change_sets:
        first = seen.setdefault(change_set.key, change_set)
        if first is change_set or twice_is_fine or denials(change_set, project.runtime):
            continue
        if denials(first, project.runtime):
            seen[change_set.key] = change_set
            continue
        place = first.document.location(first.node)
        message = f"{change_set} is there twice: first at {place}"
        hint = "give one of them another id; --allow-duplicated-changeset-identifiers=true runs the first only"
        if first.node.at == change_set.node.at and first.document is change_set.document:
            message = f"{change_set} is there twice, because its file is read more than once"
            hint = f"look for the include and includeAll that read {place.path}, and take one away"
        yield _problem(DuplicateChangeSet.code, message, change_set, hint)


def _unknown_programs(project: Project, change_sets: Iterable[ChangeSet]) -> Iterator[Problem]:
    """Refuse change sets that another program than the driver is to run: there is none."""
    for change_set in change_sets:
        program = change_set.run_with
        if program and program.lower() != "jdbc" and not denials(change_set, project.runtime):
            message = f'{change_set} is to run with "{program}", which is not there'
            yield _problem(Unsupported.code, message, change_set, "take runWith away: the driver runs SQL of all kinds")


def _unknown_contexts(project: Project, change_log: ChangeLog) -> Iterator[Problem]:
    """Find contexts that nothing asks for, where contexts are strict."""
    from clog.execution.strict_contexts import unknown_contexts

    return unknown_contexts(change_log, project.settings)


def _problem(code: str, message: str, change_set: ChangeSet, hint: str) -> Problem:
    document, node = change_set.document, change_set.node
    return Problem(code, message, document.location(node), hint, "error", document.excerpt(node))

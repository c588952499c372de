"""Checks before a run: is the change log valid, and do the preconditions at its head hold?"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from clog.errors import ClogError, FileMissing, UsageError, ValidationError
from clog.model.events import Event
from clog.planning import denials
from clog.rules.runner import changes_of_all, everything, log_problems, run_problems
from clog.rules.runner import problems as language_problems
from clog.rules.subject import RunSubject

if TYPE_CHECKING:
    from clog.errors import Problem
    from clog.execution.project import Project
    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.events import Events


def check(project: Project, *, is_script: bool = False, looking: bool = False) -> Events:
    """Refuse a change log that is not valid, or whose preconditions do not hold; warn of what it loses.

    Args:
        project: knows change log and database.
        is_script: whether only a script is written; the onSqlOutput of preconditions says then what they do.
        looking: whether nothing is run nor written; preconditions are not evaluated then.

    Raises:
        ValidationError: with all that is wrong.
        PreconditionFailed: a precondition at the head does not hold, and its onFail is not WARN.
    """
    settings, dialect = project.settings, project.session.dialect.name
    yield from refuse_lenience(project.change_log, strict=settings.strict)
    subject = _run_subject(project, project.change_log, project.session.url.dialect if dialect == "ansi" else "")
    strict, choice = settings.strict, project.choice
    problems = (
        *log_problems(subject),
        *language_problems(project.change_log, dialect, strict=strict, choice=choice),
        *run_problems(subject, strict=strict, choice=choice),
    )
    if any(problem.severity == "error" for problem in problems):
        raise ValidationError(problems)
    for problem in problems:
        yield Event("warning", str(problem._replace(severity="")))
    yield from tell_doubled(project)
    if not looking:
        yield from check_head_of(project, is_script=is_script)


def refuse_lenience(change_log: ChangeLog, *, strict: bool) -> Events:
    """Warn of what was passed over because of options; --strict does not allow it.

    Raises:
        UsageError: something was passed over, and warnings are errors.
    """
    for text in change_log.warnings:
        if strict:
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


def check_head_of(project: Project, *, is_script: bool = False) -> Events:
    """Ask the preconditions at the head of the change log, if there are any."""
    if project.change_log.preconditions:
        from clog.execution.precondition_gate import check_head

        yield from check_head(project, is_script=is_script)


def findings(project: Project) -> tuple[Problem, ...]:
    """List all that is wrong with a change log, by file and line: also where not all of it can be read or bound."""
    change_log, faults = project.loaded
    strict, choice = project.settings.strict, project.choice
    dialect = project.session.dialect.name
    found = list(everything(change_log, faults, dialect, strict=strict, choice=choice))
    subject = _run_subject(project, change_log)
    found += log_problems(subject)
    found += run_problems(subject, strict=strict, choice=choice)
    ran = {row.key for row in project.tracker.read()}

    def is_pending(change_set: ChangeSet) -> bool:
        return change_set.key not in ran and not denials(change_set, project.runtime)

    generation = project.generation_of(change_log)
    return changes_of_all(change_log, generation, is_pending, found, strict=strict, choice=choice)


def _run_subject(project: Project, change_log: ChangeLog, database: str = "") -> RunSubject:
    """Make what rules see of the run."""
    twice_is_fine = project.settings.allow_duplicated_changeset_identifiers
    return RunSubject(change_log, project.runtime, twice_is_fine, database)

"""validate: look for everything that is wrong with the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ClogError, ValidationError
from clog.execution.checks import check_head_of, findings, refuse_lenience, tell_doubled
from clog.execution.project import Project
from clog.model.events import Event, Report
from clog.reporters.findings import as_rows, as_sarif, junit_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from clog.errors import Problem
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()
FORMATS = ("", "TEXT", "JSON", "SARIF", "JUNIT")


def validate(settings: Settings) -> Run:
    """Look for everything that is wrong with the change log: names, values, files, duplicates, edited change sets.

    All problems are listed at once, with --format=sarif for code scanning or --format=junit for build servers.
    The database is asked for its history and for preconditions only.
    """
    form = settings.format.upper()
    with Project(settings) as project:
        project.prepare()
        problems = findings(project)
        yield from refuse_lenience(project.loaded[0], strict=settings.strict)
        number = len(project.loaded[0].change_sets)
        if not any(problem.severity == "error" for problem in problems):
            problems += yield from _against_database(project)
            yield from tell_doubled(project)
    wrong = any(problem.severity == "error" for problem in problems)
    if form in {"SARIF", "JUNIT"}:
        yield Event("result", as_sarif(problems, settings) if form == "SARIF" else junit_of("validate", problems))
        return Report(status=int(wrong))
    if wrong:
        raise ValidationError(problems)
    for problem in problems:
        yield Event("warning", str(problem._replace(severity="")))
    yield Event("notice", "No validation errors found.")
    return Report(answer={"valid": True, "changeSets": number, "problems": as_rows(problems)})


def _against_database(project: Project) -> Generator[Event, None, tuple[Problem, ...]]:
    """Check what only the database knows: preconditions at the head, and what was edited after it had run."""
    try:
        yield from check_head_of(project)
        project.plan(project.tracker.read())
    except ClogError as error:
        return error.problems
    return ()

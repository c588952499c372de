"""validate: look for everything that is wrong with the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.checks import check
from clog.commands.findings import as_junit, as_sarif
from clog.commands.project import Project
from clog.errors import ClogError
from clog.model.report import Event, Report

if TYPE_CHECKING:
    from clog.errors import Problem
    from clog.model.report import Run
    from clog.settings import Settings

TAKES = ()


def validate(settings: Settings) -> Run:
    """Look for everything that is wrong with the change log: names, values, files, duplicates, edited change sets.

    All problems are listed at once, with --format=sarif for code scanning or --format=junit for build servers.
    The database is asked for its history and for preconditions only.
    """
    form = settings.format.upper()
    try:
        with Project(settings) as project:
            number = len(project.change_sets)
            project.prepare()
            yield from check(project)
            project.plan(project.tracker.read())
    except ClogError as error:
        if form not in _FORMS:
            raise
        problems: tuple[Problem, ...] = error.problems
    else:
        problems = ()
        if form not in _FORMS:
            yield Event("notice", "No validation errors found.")
            return Report(answer={"valid": True, "changeSets": number, "problems": []})
    yield Event("result", _FORMS[form](problems))
    return Report(status=int(bool(problems)))


def _junit(problems: tuple[Problem, ...]) -> str:
    """Write each problem as a failed test, or one test that passes."""
    cases = [(f"{problem.code} {problem.at or ''}".strip(), problem.message) for problem in problems]
    return as_junit("clog.validate", cases or [("the change log is valid", "")])


_FORMS = {"SARIF": as_sarif, "JUNIT": _junit}

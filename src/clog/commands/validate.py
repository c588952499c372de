"""validate: look for everything that is wrong with the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.checks import check
from clog.commands.project import Project
from clog.model.report import Event, Report

if TYPE_CHECKING:
    from clog.model.report import Run
    from clog.settings import Settings

TAKES = ()


def validate(settings: Settings) -> Run:
    """Look for everything that is wrong with the change log: names, values, files, duplicates, edited change sets.

    All problems are listed at once. The database is asked for its history and for preconditions only.
    """
    with Project(settings) as project:
        number = len(project.change_sets)
        project.prepare()
        yield from check(project)
        project.plan(project.tracker.read())
    yield Event("notice", "No validation errors found.")
    return Report(answer={"valid": True, "changeSets": number, "problems": []})

"""tag-exists: say whether the history has a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.project import Project
from clog.execution.required_settings import needed_tag
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag",)
POSITIONAL = "tag"


def tag_exists(settings: Settings) -> Run:
    """Say whether a row of the history has the tag. The exit status is 0 for both answers."""
    name = needed_tag(settings)
    with Project(settings) as project:
        found = any(row.tag == name for row in project.tracker.read())
        shown = project.session.shown
    verb = "already exists" if found else "does NOT exist"
    yield Event("notice", f"The tag '{name}' {verb} in '{shown}'.")
    return Report(answer={"database": shown, "tag": name, "exists": found})

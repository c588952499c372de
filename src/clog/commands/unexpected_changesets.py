"""unexpected-changesets: list what has run and is not in the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.project import Project
from clog.model.events import Event, Report
from clog.planning import unexpected

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("verbose",)


def unexpected_changesets(settings: Settings) -> Run:
    """List the change sets that are in the history, but not in the change log. --verbose names them."""
    with Project(settings) as project:
        history = project.tracker.read()
        rows = unexpected(project.change_sets, history)
        if rows:
            from clog.execution.history_paths import warn_of_moved

            yield from warn_of_moved(project.change_sets, history, project.summer, strict=project.settings.strict)
        shown = project.session.shown
    names = [f"{row.path}::{row.key.id}::{row.key.author}" for row in rows]
    if not names:
        yield Event("result", f"{shown} contains no unexpected changes!")
    else:
        subject = "1 unexpected change was" if len(names) == 1 else f"{len(names)} unexpected changes were"
        yield Event("result", f"{subject} found in {shown}")
        if settings.verbose:
            yield Event("result", "\n".join(f"     {name}" for name in names))
    return Report(answer={"database": shown, "unexpected": names})

"""changelog-sync: record every pending change set without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.sync_task import run_sync

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def changelog_sync(settings: Settings) -> Run:
    """Record every pending change set as run, without running it: for a database that is as it should be already.

    Preconditions are not asked.
    """
    return run_sync(settings)

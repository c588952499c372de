"""rollback-count: undo the last N change sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_count
from clog.execution.rollback_task import newest, run_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("count", "dry_run", "yes")
POSITIONAL = "count"


def rollback_count(settings: Settings) -> Run:
    """Undo as many change sets as --count says, the last one first."""
    count = needed_count(settings)
    return run_rollback(settings, newest(count))

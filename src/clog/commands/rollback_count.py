"""rollback-count: undo the last N change sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.needs import needed_count
from clog.commands.rolling_back import newest, run_rollback

if TYPE_CHECKING:
    from clog.model.report import Run
    from clog.settings import Settings

TAKES = ("count", "dry_run", "yes")
POSITIONAL = "count"


def rollback_count(settings: Settings) -> Run:
    """Undo as many change sets as --count says, the last one first."""
    count = needed_count(settings)
    return run_rollback(settings, newest(count))

"""update-count: run the next N pending change sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_count
from clog.execution.update_task import run_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("count", "show_summary", "show_summary_output", "rollback_on_error", "plan", "dry_run", "single_transaction")
POSITIONAL = "count"


def update_count(settings: Settings) -> Run:
    """Run at most as many pending change sets as --count says."""
    return run_update(settings, count=needed_count(settings))

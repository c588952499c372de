"""update: run every change set that is pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.update_task import run_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("show_summary", "show_summary_output", "rollback_on_error", "plan", "dry_run", "single_transaction")


def update(settings: Settings) -> Run:
    """Run every change set that is not in the history yet, in the order of the change log.

    Each change set is committed with its row in the history, where the database can do that. When one
    fails, those before it stay, and those after it are not tried.
    """
    return run_update(settings)

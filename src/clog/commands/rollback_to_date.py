"""rollback-to-date: undo everything that ran after a point in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_date
from clog.execution.rollback_task import after_date, run_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("date", "dry_run", "yes")
POSITIONAL = "date"


def rollback_to_date(settings: Settings) -> Run:
    """Undo the change sets that ran after --date, the last one first. The clock is that of the database."""
    date = needed_date(settings)
    return run_rollback(settings, after_date(date))

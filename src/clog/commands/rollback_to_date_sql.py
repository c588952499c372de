"""rollback-to-date-sql: write what rollback-to-date would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_date
from clog.execution.rollback_task import after_date, print_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("date",)
POSITIONAL = "date"


def rollback_to_date_sql(settings: Settings) -> Run:
    """Write the SQL that undoes what ran after a point in time."""
    date = needed_date(settings)
    return print_rollback(settings, after_date(date), title=f"Rollback to {settings.date} Script")

"""rollback-count-sql: write what rollback-count would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_count
from clog.execution.rollback_task import newest, print_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("count",)
POSITIONAL = "count"


def rollback_count_sql(settings: Settings) -> Run:
    """Write the SQL that undoes the last change sets."""
    count = needed_count(settings)
    return print_rollback(settings, newest(count), title=f"Rollback {count} Change(s) Script")

"""future-rollback-count-sql: write what would undo the next N pending change sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.future_rollback_task import future
from clog.execution.required_settings import needed_count

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("count",)
POSITIONAL = "count"


def future_rollback_count_sql(settings: Settings) -> Run:
    """Write the SQL that would undo the next pending change sets after they have run."""
    return future(settings, count=needed_count(settings))

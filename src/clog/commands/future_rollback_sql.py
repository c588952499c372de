"""future-rollback-sql: write what would undo the pending change sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.future_rollback_task import future

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def future_rollback_sql(settings: Settings) -> Run:
    """Write the SQL that would undo all pending change sets after they have run."""
    return future(settings)

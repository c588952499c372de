"""mark-next-changeset-ran-sql: write what mark-next-changeset-ran would record as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.sync_task import print_sync

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def mark_next_changeset_ran_sql(settings: Settings) -> Run:
    """Write the SQL that records the next pending change set as run."""
    return print_sync(settings, only_next=True)

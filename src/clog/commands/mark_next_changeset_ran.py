"""mark-next-changeset-ran: record the next pending change set without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.sync_task import run_sync

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def mark_next_changeset_ran(settings: Settings) -> Run:
    """Record the next pending change set as run, without running it."""
    return run_sync(settings, only_next=True)

"""changelog-sync-sql: write what changelog-sync would record as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.sync_task import TITLE, print_sync

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def changelog_sync_sql(settings: Settings) -> Run:
    """Write the SQL that records every pending change set as run."""
    return print_sync(settings, title=TITLE)

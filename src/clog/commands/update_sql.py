"""update-sql: write what update would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.update_task import print_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def update_sql(settings: Settings) -> Run:
    """Write the SQL of everything that is pending. The database is looked at, but not changed."""
    return print_update(settings, title="Update Database Script")

"""update-count-sql: write what update-count would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_count
from clog.execution.update_task import print_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("count",)
POSITIONAL = "count"


def update_count_sql(settings: Settings) -> Run:
    """Write the SQL of at most as many pending change sets as --count says."""
    return print_update(settings, count=needed_count(settings))

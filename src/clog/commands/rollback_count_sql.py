"""rollback-count-sql: write what rollback-count would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.needs import needed_count
from clog.commands.rolling_back import newest, print_rollback

if TYPE_CHECKING:
    from clog.model.report import Run
    from clog.settings import Settings

TAKES = ("count",)
POSITIONAL = "count"


def rollback_count_sql(settings: Settings) -> Run:
    """Write the SQL that undoes the last change sets."""
    count = needed_count(settings)
    return print_rollback(settings, newest(count), title=f"Rollback {count} Change(s) Script")

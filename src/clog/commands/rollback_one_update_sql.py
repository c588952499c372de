"""rollback-one-update-sql: write what rollback-one-update would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.single_change_set import print_back

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("deployment_id", "force")
POSITIONAL = "deployment_id"


def rollback_one_update_sql(settings: Settings) -> Run:
    """Write the SQL that undoes the change sets of one update."""
    return print_back(settings, None)

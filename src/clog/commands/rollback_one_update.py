"""rollback-one-update: undo the change sets of one update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.single_change_set import run_back_one

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("deployment_id", "force", "yes")
POSITIONAL = "deployment_id"


def rollback_one_update(settings: Settings) -> Run:
    """Undo the change sets of one update: the one of --deployment-id, or else the last one.

    Refused where something that ran later needs what would go, unless --force is given.
    """
    return run_back_one(settings, None)

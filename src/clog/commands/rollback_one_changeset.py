"""rollback-one-changeset: undo one change set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.single_change_set import chosen, run_back_one

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("changeset_identifier", "changeset_path", "changeset_id", "changeset_author", "force", "yes")
POSITIONAL = "changeset_identifier"


def rollback_one_changeset(settings: Settings) -> Run:
    """Undo one change set, whatever ran after it.

    Refused where something that ran later needs what would go, unless --force is given.
    --changeset-identifier=path::id::author names the change set.
    """
    return run_back_one(settings, chosen(settings))

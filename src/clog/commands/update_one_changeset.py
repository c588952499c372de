"""update-one-changeset: run one pending change set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.single_change_set import chosen, run_one

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("changeset_identifier", "changeset_path", "changeset_id", "changeset_author")
POSITIONAL = "changeset_identifier"


def update_one_changeset(settings: Settings) -> Run:
    """Run one pending change set, whatever stands before it.

    --changeset-identifier=path::id::author names it.
    """
    return run_one(settings, chosen(settings))

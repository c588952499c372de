"""rollback: undo everything that ran after a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_tag
from clog.execution.rollback_task import after_tag, run_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag", "tag_version", "dry_run", "yes")
POSITIONAL = "tag"


def rollback(settings: Settings) -> Run:
    """Undo the change sets that ran after the one with the tag, the last one first."""
    tag = needed_tag(settings)
    return run_rollback(settings, after_tag(settings, tag))

"""changelog-sync-to-tag: record pending change sets up to a tag without running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_tag
from clog.execution.sync_task import run_sync

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag",)
POSITIONAL = "tag"


def changelog_sync_to_tag(settings: Settings) -> Run:
    """Record what is pending up to and including the change set that has the tag, without running it."""
    return run_sync(settings, tag=needed_tag(settings))

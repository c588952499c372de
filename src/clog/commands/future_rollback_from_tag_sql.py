"""future-rollback-from-tag-sql: write what would undo pending change sets up to a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.future_rollback_task import future
from clog.execution.required_settings import needed_tag

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag",)
POSITIONAL = "tag"


def future_rollback_from_tag_sql(settings: Settings) -> Run:
    """Write the SQL that would undo the pending change sets up to the one with the tag."""
    return future(settings, tag=needed_tag(settings))

"""rollback-sql: write what rollback would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_tag
from clog.execution.rollback_task import after_tag, print_rollback

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag", "tag_version")
POSITIONAL = "tag"


def rollback_sql(settings: Settings) -> Run:
    """Write the SQL that undoes what ran after a tag."""
    tag = needed_tag(settings)
    return print_rollback(settings, after_tag(settings, tag), title=f"Rollback to {tag!r} Script")

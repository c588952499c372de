"""changelog-sync-to-tag-sql: write what changelog-sync-to-tag would record as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_tag
from clog.execution.sync_task import TITLE, print_sync

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag",)
POSITIONAL = "tag"


def changelog_sync_to_tag_sql(settings: Settings) -> Run:
    """Write the SQL that records what is pending up to a tag as run."""
    return print_sync(settings, tag=needed_tag(settings), title=TITLE)

"""changelog-sync-to-tag-sql: write what changelog-sync-to-tag would record as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.needs import needed_tag
from clog.commands.syncing import TITLE, print_sync

if TYPE_CHECKING:
    from clog.model.report import Run
    from clog.settings import Settings

TAKES = ("tag",)
POSITIONAL = "tag"


def changelog_sync_to_tag_sql(settings: Settings) -> Run:
    """Write the SQL that records what is pending up to a tag as run."""
    return print_sync(settings, tag=needed_tag(settings), title=TITLE)

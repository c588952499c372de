"""rollback-sql: write what rollback would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.commands.needs import needed_tag
from clog.commands.rolling_back import after_tag, print_rollback

if TYPE_CHECKING:
    from clog.model.report import Run
    from clog.settings import Settings

TAKES = ("tag", "tag_version")
POSITIONAL = "tag"


def rollback_sql(settings: Settings) -> Run:
    """Write the SQL that undoes what ran after a tag."""
    tag = needed_tag(settings)
    return print_rollback(settings, after_tag(settings, tag), title=f"Rollback to {tag!r} Script")

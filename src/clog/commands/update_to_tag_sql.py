"""update-to-tag-sql: write what update-to-tag would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_tag
from clog.execution.update_task import print_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag",)
POSITIONAL = "tag"


def update_to_tag_sql(settings: Settings) -> Run:
    """Write the SQL of what is pending up to and including the change set that has the tag."""
    return print_update(settings, tag=needed_tag(settings))

"""update-to-tag: run pending change sets up to a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.required_settings import needed_tag
from clog.execution.update_task import run_update

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("tag", "show_summary", "show_summary_output", "rollback_on_error", "plan", "dry_run", "single_transaction")
POSITIONAL = "tag"


def update_to_tag(settings: Settings) -> Run:
    """Run what is pending up to and including the change set that has the tag.

    The tag is looked for in the history first, then in the tagDatabase changes of the change log. Where nothing
    has it, everything runs, after a warning; with --strict nothing does.
    """
    return run_update(settings, tag=needed_tag(settings))

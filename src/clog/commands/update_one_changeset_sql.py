"""update-one-changeset-sql: write what update-one-changeset would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.single_change_set import chosen, print_one

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("changeset_identifier", "changeset_path", "changeset_id", "changeset_author")
POSITIONAL = "changeset_identifier"


def update_one_changeset_sql(settings: Settings) -> Run:
    """Write the SQL of one pending change set."""
    return print_one(settings, chosen(settings))

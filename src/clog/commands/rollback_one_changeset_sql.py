"""rollback-one-changeset-sql: write what rollback-one-changeset would run as a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.single_change_set import chosen, print_back

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("changeset_identifier", "changeset_path", "changeset_id", "changeset_author", "force")
POSITIONAL = "changeset_identifier"


def rollback_one_changeset_sql(settings: Settings) -> Run:
    """Write the SQL that undoes one change set."""
    return print_back(settings, chosen(settings))

"""calculate-checksum: print the checksum of a change set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.execution.project import Project
from clog.execution.single_change_set import chosen, unknown
from clog.model.events import Event, Report
from clog.model.history import CheckSum
from clog.planning import CURRENT

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("changeset_identifier", "changeset_path", "changeset_id", "changeset_author")
POSITIONAL = "changeset_identifier"


def calculate_checksum(settings: Settings) -> Run:
    """Print the checksum of a change set: in the version that the history has of it, else in the current one.

    It is what an update stores. Liquibase 4.28 leaves out changes with a dbms attribute here, though its update does
    not, so that the two differ there.
    """
    key = chosen(settings)
    with Project(settings) as project:
        found = next((change_set for change_set in project.change_sets if change_set.key == key), None)
        if found is None:
            raise unknown(key)
        row = next((row for row in project.tracker.read() if row.key == key), None)
        stored = CheckSum.parse(row.md5sum) if row is not None else None
        text = str(project.summer(found, stored.version if stored is not None else CURRENT))
    yield Event("result", text)
    return Report(answer={"changeSet": str(found), "checksum": text})

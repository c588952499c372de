"""history: list the change sets that have run."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from clog.execution.project import Project
from clog.model.events import Event, Report
from clog.model.history import stored_text
from clog.reporters.text_table import table

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.model.history import RanChangeSet
    from clog.settings import Settings

TAKES = ()
FORMATS = ("", "TABULAR", "TEXT", "JSON")

HEADS = ("Deployment ID", "Update Date", "Changelog Path", "Changeset Author", "Changeset ID", "Tag")


def history(settings: Settings) -> Run:
    """List the change sets that have run, deployment by deployment, oldest first.

    --format=TABULAR is the default, --format=TEXT is shorter, --format=JSON is for programs.
    """
    with Project(settings) as project:
        rows = project.tracker.read()
        shown, url = project.session.shown, project.session.shown_url
    text = settings.format.upper() == "TEXT"
    yield Event("result", f"Liquibase History for {url}\n" if rows else "No changesets deployed")
    for deployment, group in groupby(rows, key=lambda row: row.deployment_id):
        found = list(group)
        if text:
            number = f"{len(found)} changeset" + ("s" if len(found) > 1 else "")
            yield Event(
                "result", f"- Database updated at {_date(found[-1])}. Applied {number}, DeploymentId: {deployment}"
            )
            for row in found:
                yield Event("result", f"  {row.path}::{row.key.id}::{row.key.author}")
        else:
            cells = [
                (deployment or "", _date(row), row.path, row.key.author, row.key.id, row.tag or "") for row in found
            ]
            yield Event("result", "\n".join(table(HEADS, cells)))
        yield Event("result", "")
    return Report(answer={"database": shown, "changeSets": [as_answer(row) for row in rows]})


def _date(row: RanChangeSet) -> str:
    """Write DATEEXECUTED to the second."""
    text = stored_text(row.date_executed)
    return text[:19] if text[19:20] in {".", ""} else text


def as_answer(row: RanChangeSet) -> dict[str, object]:
    """Return a row for machines."""
    return {
        "id": row.key.id,
        "author": row.key.author,
        "path": row.path,
        "dateExecuted": str(row.date_executed) if row.date_executed is not None else None,
        "orderExecuted": row.order_executed,
        "execType": row.exec_type,
        "checksum": row.md5sum,
        "description": row.description,
        "comments": row.comments,
        "tag": row.tag,
        "writtenBy": row.liquibase,
        "contexts": row.contexts,
        "labels": row.labels,
        "deploymentId": row.deployment_id,
    }

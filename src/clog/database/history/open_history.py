"""Opening the history of a session: a table, or a file where there is no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.history.tracker import Tracker

if TYPE_CHECKING:
    from clog.database.connection.session import Session


def make_tracker(session: Session, *, deployment_id: str = "") -> Tracker:
    """Make what reads and writes the history of a session: a table, or a file where there is no database."""
    if not session.offline:
        return Tracker(session, deployment_id=deployment_id)
    from clog.database.connection.offline import OfflineSession
    from clog.database.history.history_file import FileTracker

    assert isinstance(session, OfflineSession)  # noqa: S101 - the only one that is offline
    return FileTracker(session, deployment_id=deployment_id)

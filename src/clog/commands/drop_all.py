"""drop-all: drop all tables, views and sequences, the history with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.drop_all import drop_statements
from clog.errors import UsageError
from clog.execution.confirmation import can_answer, confirm
from clog.execution.lock_waiting import acquire_lock
from clog.execution.project import Project
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("require_force", "force", "yes")


def drop_all(settings: Settings) -> Run:
    """Drop all tables, views, sequences and foreign keys, DATABASECHANGELOG with them. Nothing brings them back.

    At a terminal it asks first; where nobody can be asked, it wants --yes or --force, which Liquibase does not:
    --require-force=false is for scripts that do without. With --require-force=true nothing happens without --force.
    """
    if settings.require_force and not settings.force:
        raise UsageError(
            "drop-all was not done: --require-force=true asks for --force as well",
            hint="add --force if everything in this database shall be dropped",
        )
    with Project(settings) as project:
        session = project.session
        shown = session.shown
        if settings.require_force is None and not (settings.yes or settings.force or can_answer()):
            raise UsageError(
                "drop-all was not done: there is no terminal at which it could ask",
                hint="add --yes or --force if everything in this database shall be dropped, or --require-force=false",
            )
        if settings.require_force is None:
            confirm(settings, f"Drop everything in {shown}?")
        with (yield from acquire_lock(project.lock(), project.session.shown)) as lock:
            statements = list(drop_statements(session, settings.schemas))
            for statement in statements:
                session.execute(statement)
            session.commit()
            lock.held = False  # it was dropped with its table
    yield Event("notice", f"All objects dropped from {shown}")
    return Report(answer={"database": shown, "statements": statements})

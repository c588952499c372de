"""The rows of `inspect` for SQLite: everything is run on an empty database, then rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.lock.acquire import change_log_lock
from clog.derive.describe import description
from clog.errors import ClogError, Stopped
from clog.execution.inspect_rows import InspectRows, guarded, stopped, texts
from clog.model.history import RanChangeSet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.database.connection.session import Session
    from clog.database.lock.holder import ChangeLogLock
    from clog.execution.inspect_rows import Row
    from clog.generate import Generation
    from clog.model.changelog import ChangeSet
    from clog.model.sql import Sql

_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'DATABASECHANGELOG%'"
    " AND tbl_name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY type, name"
)


def sqlite_rows(generation: Generation, session: Session) -> tuple[list[Row], Row]:
    """Run all change sets on a new database, and roll back those that ran, newest first.

    Returns:
        A row for every change set, and the schema after each of the two.
    """
    with change_log_lock(session) as lock:
        run = _LiveRows(generation, session, lock)
        run.check_head()
        rows = run.all()
        schema = {"after_update": session.query(_SCHEMA)}
        run.undo()
        schema["after_rollback"] = session.query(_SCHEMA)
    return rows, schema


class _LiveRows(InspectRows):
    """One change log at work on one database."""

    def __init__(self, generation: Generation, session: Session, lock: ChangeLogLock) -> None:
        super().__init__(generation, session)
        self.lock = lock
        self.tracker.prepare(lock)
        self.ran: list[tuple[ChangeSet, Row]] = []

    def fill(self, change_set: ChangeSet, row: Row) -> None:
        """Run one change set."""
        row["forward"] = guarded(lambda: self._run(change_set, row))
        self.session.rollback()
        if isinstance(row["forward"], list) and not row.keys() & {"forward_live_error", "exectype"}:
            self.ran.append((change_set, row))

    def _run(self, change_set: ChangeSet, row: Row) -> Any:
        end = self.validity(change_set) or self.admission(change_set)
        found: list[str] = []
        if not end:
            try:
                self._execute(self.generation.forward(change_set, self.session.catalog), found)
            except Stopped as error:
                end = stopped(change_set, error)
            except ClogError as error:
                if not found:
                    raise
                row["forward_live_error"] = str(error)
                return found
        if end:
            row["exectype"] = end
        if end in {"", "MARK_RAN"}:
            self._record(change_set, end or "EXECUTED")
        self.session.commit()
        return found

    def _execute(self, pieces: Iterable[Sql], found: list[str]) -> None:
        """Execute a script; its texts are noted before they are executed."""
        for piece in pieces:
            found.extend(texts((piece,)))
            if piece.action is None:
                self.session.execute(piece)

    def _record(self, change_set: ChangeSet, exec_type: str) -> None:
        text = description(self.generation.changes(change_set))
        row = self.tracker.mark_ran(change_set, exec_type, check_sum=None, description=text)
        self.tracker.write(self.lock, row)

    def undo(self) -> None:
        """Roll back what ran without error, newest first; an error does not keep the others from it."""
        for change_set, row in reversed(self.ran):
            row["rollback"] = guarded(lambda: self._undo(change_set, row))  # noqa: B023 - called at once
            self.session.rollback()

    def _undo(self, change_set: ChangeSet, row: Row) -> Any:
        found: list[str] = []
        try:
            self.validity(change_set)
            self._execute(self.generation.rollback(change_set, self.session.catalog), found)
        except ClogError as error:
            if not found:
                raise
            row["rollback_live_error"] = str(error)
            return found
        forgotten = RanChangeSet(change_set.key, change_set.path, None, 0, "EXECUTED", *[None] * 8)
        self.tracker.write(self.lock, self.tracker.remove(forgotten))
        self.session.commit()
        return found

"""The rows of `inspect` for SQLite: everything is run on an empty database, then rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.commands.inspect_rows import Row, guarded, identity, stopped, texts, validated
from clog.database.connect import connect
from clog.database.lock import change_log_lock
from clog.database.tracker import Tracker
from clog.derive.describe import description
from clog.errors import ClogError, ExecutionError, Stopped
from clog.model.history import RanChangeSet
from clog.resolve.filters import mismatch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.database.lock import ChangeLogLock
    from clog.database.session import Session
    from clog.generate import Generation
    from clog.model.changelog import ChangeSet
    from clog.model.plan import Sql

_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'DATABASECHANGELOG%'"
    " AND tbl_name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY type, name"
)


def sqlite_rows(generation: Generation) -> tuple[list[Row], Row]:
    """Run all change sets on a new database, and roll back those that ran, newest first.

    Returns:
        A row for every change set, and the schema after each of the two.
    """
    with connect("jdbc:sqlite::memory:") as session, change_log_lock(session) as lock:
        run = _LiveRun(generation, session, lock)
        rows = [run.row(change_set) for change_set in generation.change_log.change_sets]
        schema = {"after_update": session.query(_SCHEMA)}
        run.undo()
        schema["after_rollback"] = session.query(_SCHEMA)
    return rows, schema


class _LiveRun:
    """One change log at work on one database."""

    def __init__(self, generation: Generation, session: Session, lock: ChangeLogLock) -> None:
        generation.dialect = session.dialect
        self.generation = generation
        self.session = session
        self.lock = lock
        self.tracker = Tracker(session)
        self.tracker.prepare(lock)
        self.ran: list[tuple[ChangeSet, Row]] = []

    def row(self, change_set: ChangeSet) -> Row:
        """Run one change set."""
        row = identity(change_set)
        reason = mismatch(change_set, self.generation.runtime)
        if reason:
            row["skipped"] = reason
            return row
        row["forward"] = guarded(lambda: self._forward(change_set, row))
        self.session.rollback()
        if isinstance(row["forward"], list) and not row.keys() & {"forward_live_error", "exectype"}:
            self.ran.append((change_set, row))
        return row

    def _forward(self, change_set: ChangeSet, row: Row) -> Any:
        end = validated(self.generation, change_set) or self._precondition_end(change_set)
        if not end and self.generation.changes(change_set) and not self.generation.applied(change_set):
            end = "SKIPPED"
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
        self.tracker.write(self.lock, self.tracker.mark_ran(change_set, exec_type, check_sum=None, description=text))

    def _precondition_end(self, change_set: ChangeSet) -> str:
        del change_set
        return ""

    def undo(self) -> None:
        """Roll back what ran without error, newest first; an error does not keep the others from it."""
        for change_set, row in reversed(self.ran):
            row["rollback"] = guarded(lambda: self._rollback(change_set, row))  # noqa: B023 - called at once
            self.session.rollback()

    def _rollback(self, change_set: ChangeSet, row: Row) -> Any:
        found: list[str] = []
        try:
            validated(self.generation, change_set)
            self._execute(self.generation.rollback(change_set, self.session.catalog), found)
        except ExecutionError as error:
            if not found:
                raise
            row["rollback_live_error"] = str(error)
            return found
        forgotten = RanChangeSet(change_set.key, change_set.path, None, 0, "EXECUTED", *[None] * 8)
        self.tracker.write(self.lock, self.tracker.remove(forgotten))
        self.session.commit()
        return found

"""Where statements go: to the database, or to the reader. A command is the same for both."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

from clog.database.connection.session import DENIED
from clog.database.history.archive import ArchiveTable
from clog.database.recovery.journal import FORWARD, Journal
from clog.database.recovery.resumable import ResumableRun
from clog.errors import ConnectionLost, ExecutionError
from clog.execution.session_settings import SessionSettings
from clog.model.events import Meter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from clog.database.connection.session import Session
    from clog.database.history.archive import ArchivedRow
    from clog.database.history.tracker import Tracker
    from clog.database.lock.holder import ChangeLogLock
    from clog.execution.left_settings import LeftSettings
    from clog.model.catalog import Catalog
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events
    from clog.model.sql import Sql


class Output(Protocol):
    """Where statements go.

    Attributes:
        is_script: whether they are written instead of executed.
        rows: how many rows have been changed so far, as far as the driver says.
    """

    is_script: bool
    rows: int

    @property
    def meter(self) -> Meter | None:
        """What tells others where the run is, while it is executed."""
        ...

    @property
    def catalog(self) -> Catalog | None:
        """What the statements given so far leave in the database, as far as that is known."""
        ...

    def comment(self, text: str) -> Events:
        """Say something about the statements that follow."""
        ...

    def enter(self, *, again: bool = True) -> Events:
        """Say where the statements that follow belong; `again`: for what stands behind statements of change sets."""
        ...

    def statement(self, sql: Sql) -> Events:
        """Accept one statement of a change set."""
        ...

    def left_settings(self) -> list[LeftSettings]:
        """Return what the change set leaves in force, when all of its statements are given; once."""
        ...

    def record(self, sql: Sql) -> Events:
        """Accept one statement about the history."""
        ...


class Transactions(Protocol):
    """What comes and goes together.

    Attributes:
        single: whether the whole run is one transaction.
        resumed: whether an earlier run began the change set that is being run.
    """

    single: bool
    resumed: bool

    def around(self, change_set: ChangeSet, *, direction: str = FORWARD) -> AbstractContextManager[Any]:
        """Open what surrounds a change set, which `commit` commits."""
        ...

    def commit(self) -> None:
        """Commit."""
        ...

    def rollback(self) -> None:
        """Undo what was not committed."""
        ...

    def may_retry(self, error: ExecutionError) -> bool:
        """Return whether the change set that just failed may be run again from its start."""
        ...

    def rollback_obstacle(self, change_sets: Iterable[ChangeSet]) -> str:
        """Say why what was applied cannot be undone after one of these has failed; empty where it can."""
        ...

    def drop_progress(self, change_set: ChangeSet) -> None:
        """Remove how far an earlier run came with a change set that is recorded as it is."""
        ...


class Archive(Protocol):
    """What is kept of change sets that were run, for explanations later."""

    def prepare(self) -> None:
        """Prepare to keep; called before change sets are run."""
        ...

    def save(self, change_set: ChangeSet, row: Callable[[], ArchivedRow]) -> None:
        """Save what a change set was when it was run."""
        ...

    def forget(self, change_set: ChangeSet) -> None:
        """Remove a change set that is undone."""
        ...


class Sink(Output, Transactions, Archive, Protocol):
    """All three, for the loop that runs change sets; what it calls takes those that it uses."""


class DatabaseSink:
    """Runs statements on the database.

    Args:
        session: where they are run.
        tracker: of its history.
        lock: proof that it is ours.
        single: whether the whole run is one transaction, which `end` commits.

    Attributes:
        journal: of change sets that cannot be one transaction.
        single: as given.
        rows: how many rows have been changed so far, as far as the driver says.
        resumed: whether an earlier run began the change set that is being run.
    """

    is_script = False

    def __init__(self, session: Session, tracker: Tracker, lock: ChangeLogLock, *, single: bool = False) -> None:
        self.session = session
        self.tracker = tracker
        self.lock = lock
        self.archived = ArchiveTable(session)
        self.journal = Journal(session, lock)
        self.settings = SessionSettings(session)
        self.rows = 0
        self.resumed = False
        self.single = single
        self.meter = Meter()
        self._progress: ResumableRun | None = None
        self._durable = self._acted = False

    @property
    def catalog(self) -> Catalog | None:
        """What is in the database."""
        return self.session.catalog

    def comment(self, text: str) -> Events:
        """Say nothing: there is no script."""
        del text
        return iter(())

    def enter(self, *, again: bool = True) -> Events:
        """Write nothing: the session stands where it belongs."""
        del again
        return iter(())

    def statement(self, sql: Sql) -> Events:
        """Run it."""
        self._acted = self._acted or sql.action is not None
        if self.meter.watched:
            sql = metered(sql, self.meter)
        with self.settings.following(sql):
            self.rows += max(self.session.execute(sql) if self._progress is None else self._progress.run(sql), 0)
        return iter(())

    def left_settings(self) -> list[LeftSettings]:
        """Look at the session."""
        return self.settings.finish()

    def record(self, sql: Sql) -> Events:
        """Run it, as long as the lock is held."""
        with self.session.ours():
            if self._progress is not None:
                self._progress.finish()
            self.tracker.write(self.lock, sql)
        return iter(())

    def prepare(self) -> None:
        """Make the table of our own."""
        self.archived.prepare(self.lock)

    def save(self, change_set: ChangeSet, row: Callable[[], ArchivedRow]) -> None:
        """Write it into the table of our own."""
        with self.session.ours():
            self.archived.write(self.lock, change_set, row)

    def forget(self, change_set: ChangeSet) -> None:
        """Delete it there."""
        with self.session.ours():
            self.archived.delete(self.lock, change_set)

    def rollback_obstacle(self, change_sets: Iterable[ChangeSet]) -> str:
        """Check the connection, and for one that is half done: what it did may build upon what would be undone."""
        if not self.session.usable():
            return "the connection is lost"
        half = next((name for name in change_sets if name.key in self.journal.entries()), None)
        return f"{half} is half done and may need the rest; run the command again to go on" if half else ""

    def drop_progress(self, change_set: ChangeSet) -> None:
        """Remove it from the journal."""
        self.journal.delete(change_set.key)

    @contextmanager
    def around(self, change_set: ChangeSet, *, direction: str = FORWARD) -> Iterator[None]:
        """Check that the lock is ours, and follow the statements of the change set; see `database.recovery.resumable`."""
        self.settings.begin()
        self.lock.check()
        self._durable = True
        self._acted = False
        self._progress = ResumableRun(
            self.journal,
            change_set.key,
            direction=direction,
            together=change_set.run_in_transaction,
            single=self.single,
        )
        self.resumed, self._durable = self._progress.resumed, self._progress.durable
        try:
            with self.session.probing() if self.single else nullcontext():
                yield
        except ExecutionError as error:
            self.rollback()
            self._durable = not self._progress.fail(error)
            if error.hint in {"", DENIED} and type(error) is ExecutionError:
                error.hint = self._advice(self._progress, error)
            raise
        finally:
            self._progress, self.resumed = None, False

    def _advice(self, progress: ResumableRun, error: ExecutionError) -> str:
        """Say what is left of a change set that failed, and what to do."""
        if progress.in_part:
            return f"its first statement may be done in part; {self._remedy(error)}"
        left = f"nothing of this {'run' if self.single else 'change set'} remains"
        if progress.kept:
            one = progress.kept == 1
            left = f"its first {'statement is' if one else f'{progress.kept} statements are'} done and not run again"
        return f"{left}; {self._remedy(error)}"

    def _remedy(self, error: ExecutionError) -> str:
        """Say what to do before the command is run again."""
        return f"{self.session.remedy(error) or 'correct it'} and run the command again"

    def may_retry(self, error: ExecutionError) -> bool:
        """Return whether it failed because of others at work, and it is known where to begin again."""
        safe = not (self._durable or self._acted or self.single)
        return safe and self.session.usable() and self.session.is_transient(error)

    def commit(self) -> None:
        """Commit the change set with its row."""
        if not self.single:
            self.session.commit()
            self.settings.changed()

    def rollback(self) -> None:
        """Roll back what was not committed; the server has done it where the connection is gone."""
        if not self.single:
            if self.session.usable():
                self.session.rollback()
                self.settings.changed()
            self.tracker.reset_order()
            self.journal.reset()

    def end(self) -> None:
        """Commit a run that is one transaction.

        Raises:
            ConnectionLost: the answer did not come.
        """
        try:
            self.session.commit()
        except ConnectionLost as error:
            raise ConnectionLost(
                f"the connection was lost while the run was committed; either all of it is done or nothing: {error.message}",
                hint="run the command again when the database is there again: the history tells which",
                sqlstate=error.sqlstate,
            ) from error


def metered(sql: Sql, meter: Meter) -> Sql:
    """Show a statement and count the rows that are read for it."""
    meter.statement, meter.rows = sql.text or sql.bound, 0
    rows = sql.rows
    if rows is None:
        return sql

    def counted() -> Iterator[Sequence[Any]]:
        for row in rows():
            meter.rows += 1
            yield row

    return sql.replace(rows=counted)

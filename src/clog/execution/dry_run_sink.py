"""A dry run: everything is executed, and all of it is taken back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from clog.database.connection.driver import COMMITS, ROLLS_BACK, SAVES
from clog.database.connection.session import PROBE
from clog.database.recovery.journal import FORWARD
from clog.database.recovery.transaction_rules import breaks
from clog.database.recovery.transaction_words import ends_within, word_of
from clog.execution.sinks import DatabaseSink
from clog.model.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session
    from clog.database.history.tracker import Tracker
    from clog.database.lock.holder import ChangeLogLock
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events
    from clog.model.sql import Sql


class DryRunSink(DatabaseSink):
    """Runs everything in one transaction and takes it back at the end; what acts outside of the database is left out."""

    def __init__(self, session: Session, tracker: Tracker, lock: ChangeLogLock) -> None:
        super().__init__(session, tracker, lock, single=True)
        self._mark = PROBE

    def statement(self, sql: Sql) -> Events:
        """Run it, unless it does something that a rollback does not take back. Savepoints stand for transactions."""
        if sql.action is not None:
            return iter((Event("notice", "left out in a dry run: what the change set does outside of the database"),))
        written, dialect = sql.text or sql.bound, self.session.dialect
        word = word_of(written, dialect)
        if word == ROLLS_BACK:
            self.session.execute(f"ROLLBACK TO SAVEPOINT {self._mark}")
        elif word == COMMITS:
            self._mark = "clog_commit"
            self.session.execute(f"SAVEPOINT {self._mark}")
        if word and word != SAVES:
            return iter(())
        if breaks(written, dialect) or ends_within(written):
            text = f"left out in a dry run, because it cannot be part of a transaction: {sql.text[:200]}"
            return iter((Event("warning", text),))
        return super().statement(sql)

    @contextmanager
    def around(self, change_set: ChangeSet, *, direction: str = FORWARD) -> Iterator[None]:
        """Run it behind a savepoint."""
        self._mark = PROBE
        with super().around(change_set, direction=direction):
            yield

    def end(self) -> None:
        """Keep nothing: the trial of the session, which this is part of, takes all back."""

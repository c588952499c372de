"""Running the statements of one change set so that a run which breaks off anywhere can be taken up again.

As long as statements take part in the transaction, nothing is noted: the change set and its row in the history come
and go together. Before a statement that commits by itself, the journal says so, in the transaction of what came before.

The row of a change set in the journal:

              _keep_place                     finish
    no row -----------------------> DONE -----------------> no row
       |                            |  ^                       ^
       | _run_apart      _run_apart |  | _keep_place           | finish
       +--------------------------> STARTED -------------------+
                                       |
                                       | fail: something of it is committed
                                       +------------------------------------> FAILED
                                       | fail: nothing is left of it
                                       +------------------------------------> no row

What the next run finds, and does:

    no row          begins with the first statement
    DONE, FAILED    passes over as many statements as the row says, and goes on (`Resumption`)
    STARTED         asks the catalogue whether that statement came through (`interrupted_statement`); where nobody can tell: HalfDone
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.connection.driver import BEGINS, COMMITS, SAVES, SETS_UP
from clog.database.recovery.journal import DONE, FAILED, STARTED
from clog.database.recovery.resumption import Resumption
from clog.database.recovery.transaction_rules import breaks, is_for_the_session
from clog.database.recovery.transaction_words import (
    AUTOCOMMIT_OFF,
    AUTOCOMMIT_ON,
    begins_within,
    ends_within,
    is_read_only,
    without_autocommit_off,
    word_of,
)
from clog.errors import ConnectionLost, ExecutionError, HalfDone, UsageError

if TYPE_CHECKING:
    from clog.model.sql import Sql

_IN_TRANSACTION_BLOCK = frozenset(("25001", "2D000"))
"""PostgreSQL: the statement cannot stand in a transaction, or commits in the middle of one."""


class ResumableRun(Resumption):
    """The statements of one change set, one after the other; made as `Resumption` says."""

    def run(self, sql: Sql) -> int:
        """Run the next statement, or pass over one that was done by an earlier run.

        Returns:
            The number of rows changed; -1 where it is not known.

        Raises:
            ExecutionError: the database refused.
            HalfDone: what was done by an earlier run is not what the change set says now.
        """
        text = sql.text or sql.bound
        if self._place < self._skip:
            return self._pass_over(sql, text)
        self._compare_done()
        return self._execute(sql, text)

    def finish(self) -> None:
        """Remove the row from the journal; called in the transaction that records the change set.

        Raises:
            HalfDone: fewer statements are left than were done by an earlier run.
        """
        if self._place < self._skip:
            raise self._edited()
        self._compare_done()
        if self.durable:
            self.journal.lock.check()
            self.journal.delete(self.key)

    def fail(self, error: ExecutionError) -> bool:
        """Record where to go on, after the rollback, if something of it is committed; else take back what was noted.

        That is behind the last statement that is committed, which may be before the one that failed.

        Returns:
            Whether it is known now where to begin again.
        """
        if isinstance(error, (ConnectionLost, HalfDone)) or not self.session.usable():
            return False
        if not self.durable or self._place < self._skip:
            return True
        try:
            if self._is_undone():
                self.journal.lock.check()
                self.journal.delete(self.key)
                self.session.commit()
                self.durable = False
                return True
            place, chain = self._kept
            entry = self._now(FAILED, error.statement)._replace(place=place, chain=chain, message=error.message)
            self.journal.write(entry)
            self.session.commit()
        except ExecutionError:
            self.session.rollback()
            return False
        return True

    def _is_undone(self) -> bool:
        """Return whether nothing is left of the change set: no statement is kept, and the one that failed did nothing."""
        entry = self.journal.entries().get(self.key)
        if self.kept or entry is None:
            return not self.kept
        from clog.database.recovery.interrupted_statement import is_untouched

        self.in_part = not is_untouched(self.session, entry)
        return not self.in_part

    def _execute(self, sql: Sql, text: str) -> int:
        """Run one statement in the way that it wants."""
        if sql.action is None:
            word = word_of(text, self.session.dialect)
            if word:
                return self._run_word(sql, text, word)
            if breaks(text, self.session.dialect):
                return self._run_apart(sql, text)
        if self._single and ends_within(text):
            raise self._not_in_one(text)
        if self._begins_within(text):
            rows = self._run_alone(sql, text, lasting=True)
        elif self._own or not self._auto:
            rows = self.session.execute(sql)
            self._count(text, lasting=not is_for_the_session(text))
        else:
            return self._run_committed(sql, text)
        if not self._single and not self.session.in_transaction:
            self._own = False
            self._keep_place()  # a procedure, or whatever else, that commits by itself
        return rows

    def _begins_within(self, text: str) -> bool:
        """Return whether a text of several statements begins the transaction that it then runs in."""
        alone = self._auto and not self._own
        fresh = self._is_fresh and not self._single and not self._rules.refuses_second_begin
        return (alone or fresh) and begins_within(text, self.session.dialect)

    def _run_committed(self, sql: Sql, text: str) -> int:
        """Run a statement, and commit it together with the note that it is done."""
        setting = is_for_the_session(text)
        if setting:
            self.session.rollback()  # only the proof of the lock is in it, and some settings are deaf in a transaction
        try:
            rows = self._execute_bare(sql) if setting else self.session.execute(sql)
        except ExecutionError as error:
            if error.sqlstate not in _IN_TRANSACTION_BLOCK:
                raise
            self.session.rollback()
            return self._run_apart(sql, text)
        self._count(text, lasting=not setting)
        self._keep_place()
        return rows

    def _run_word(self, sql: Sql, text: str, word: str) -> int:
        """Run a transaction statement of the author. What is rolled back is run again, should the run be taken up.

        Where each statement is committed by itself, the database does it alone; else a transaction is open, as with
        JDBC, which begins one before each statement.
        """
        if self._single and word != SAVES:
            raise self._not_in_one(text)
        if word in {AUTOCOMMIT_ON, AUTOCOMMIT_OFF}:
            return self._switch(sql, text, on=word == AUTOCOMMIT_ON)
        if self._auto and not self._own:
            return self._run_alone(sql, text, lasting=False)
        if word in {BEGINS, SETS_UP}:
            return self._begin(sql, text, word)
        if word == COMMITS and not self._read_only:
            return self._commit(sql, text)
        rows = self.session.execute(sql)
        self._count(text, lasting=False)
        if word != SAVES:
            self._begin_anew()
        elif not self.session.in_transaction:  # the outermost savepoint of SQLite is released
            self._keep_place()
        self._own = self._own and self.session.in_transaction
        return rows

    def _run_alone(self, sql: Sql, text: str, *, lasting: bool) -> int:
        """Leave a transaction to the statement; what is open before it holds only the proof of the lock."""
        self.session.rollback()
        rows = self._execute_bare(sql)
        self._count(text, lasting=lasting)
        self._begin_anew()
        self._lasting = lasting
        self._own = self._auto and self.session.in_transaction
        self._read_only = self._own and is_read_only(text)
        return rows

    def _begin(self, sql: Sql, text: str, word: str) -> int:
        """Begin a transaction, or set up one: nothing of the change set has taken part in it so far, or MariaDB commits."""
        session = self.session
        fresh = self._is_fresh
        rules = self._rules
        if rules.refuses_second_begin or not (rules.commits_at_begin or fresh):
            rows = session.execute(sql)  # it is for the database to say what it thinks of it
        else:
            if not fresh and word == BEGINS:
                self._keep_place()
            if fresh or word == BEGINS:
                session.rollback()  # only the proof of the lock was in it
            if word == SETS_UP and not rules.commits_at_begin:
                session.begin()
            rows = self._execute_bare(sql)
            self._begin_anew()
            self._read_only = is_read_only(text)
        self._count(text, lasting=False)
        if fresh:
            self._begun = self._place
        return rows

    def _commit(self, sql: Sql, text: str) -> int:
        """Commit and record with it how far it came."""
        self._count(text, lasting=False)
        self.journal.write(self._now(DONE))
        rows = self.session.execute(sql)
        self._keep()
        self._begin_anew()
        self._own = self._own and self.session.in_transaction
        return rows

    def _switch(self, sql: Sql, text: str, *, on: bool) -> int:
        """Switch autocommit on or off; the connection itself always does, and transactions are begun."""
        if on and not self._auto:
            if self._place > self._begun:
                self._keep_place()
            self.session.commit()
        self._auto = on
        self._own = self._own and on
        rows = self._execute_bare(sql.replace(text=without_autocommit_off(text), bound=""))
        self._count(text, lasting=False)
        return rows

    @property
    def _is_fresh(self) -> bool:
        """Whether no statement of the change set has taken part in the transaction so far."""
        return self._place == self._begun

    def _begin_anew(self) -> None:
        """Record that what was in the transaction is committed or rolled back."""
        self.session.renewed()
        self._begun = self._place
        self._lasting = self._read_only = False

    def _not_in_one(self, text: str) -> UsageError:
        """Make the error for a statement that ends the transaction of a whole run."""
        return UsageError(
            f"{self.key} holds a statement that cannot be part of one transaction for the whole run: {text[:200]}",
            hint="run without --single-transaction",
        )

    def _run_apart(self, sql: Sql, text: str) -> int:
        """Run a statement outside of any transaction, between two notes."""
        from clog.database.recovery.interrupted_statement import (  # 6 ms that most runs need not spend
            clear_remains,
            state_before,
        )

        session = self.session
        if self._single:
            raise self._not_in_one(text)
        before = state_before(session, text)
        self.journal.write(self._now(STARTED, text)._replace(before=before))
        session.commit()
        self._keep()
        if self.resumed:
            clear_remains(session, text)
            session.commit()
        rows = self._execute_bare(sql)
        self._own = False
        self._count(text)
        self._keep()
        return rows

    def _execute_bare(self, sql: Sql) -> int:
        """Run a statement without opening a transaction for it."""
        self.session.transactional = False
        try:
            return self.session.execute(sql)
        finally:
            self.session.transactional = True

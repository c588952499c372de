"""Running the statements of one change set so that a run which breaks off anywhere can be taken up again.

As long as statements take part in the transaction, nothing is noted: the change set and its row in the history come
and go together. Before a statement that commits by itself, the journal says so, in the transaction of what came before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.choices import choices_after_edit, choices_in_doubt
from clog.database.journal import DONE, FAILED, FORWARD, STARTED, Entry, chained, digest
from clog.database.statement_kinds import breaks, is_for_the_session, is_repeatable
from clog.errors import ConnectionLost, ExecutionError, HalfDone, UsageError

if TYPE_CHECKING:
    from clog.database.journal import Journal
    from clog.model.changelog import ChangeSetKey
    from clog.model.plan import Sql

_IN_TRANSACTION_BLOCK = frozenset(("25001", "2D000"))
"""PostgreSQL: the statement cannot stand in a transaction, or commits in the middle of one."""


class Progress:
    """The statements of one change set, one after the other.

    Args:
        journal: where it is noted how far it came, and what earlier runs left.
        key: the change set.
        direction: FORWARD or BACK.
        together: whether all statements shall be one transaction, as far as they can.
        single: whether a transaction around the whole run is wanted, so that nothing may be committed in between.

    Attributes:
        durable: whether something of the change set is committed already.
        resumed: whether an earlier run began it.
        in_part: whether the first statement failed, but may have done a part of its work.

    Raises:
        HalfDone: an earlier run left it half done, and it is not clear how to go on.
    """

    def __init__(
        self,
        journal: Journal,
        key: ChangeSetKey,
        *,
        direction: str = FORWARD,
        together: bool = True,
        single: bool = False,
    ) -> None:
        self.journal = journal
        self.session = journal.session
        self.key = key
        self._together = together or single
        self._single = single
        self._direction = direction
        self._place = 0
        self._chain = ""
        self._kept = (0, "")  # place and chain of what is committed, or will surely be
        self._entry = journal.entries().get(key)
        self.durable = self.resumed = self._entry is not None
        self.in_part = False
        self._skip = 0 if self._entry is None else self._settled(self._entry)

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
        """Take the row out of the journal; called in the transaction that records the change set.

        Raises:
            HalfDone: fewer statements are left than were done by an earlier run.
        """
        if self._place < self._skip:
            raise self._edited()
        self._compare_done()
        if self.durable:
            self.journal.lock.check()
            self.journal.forget(self.key)

    @property
    def kept(self) -> int:
        """How many statements are committed and will not be run again."""
        return max(self._kept[0], self._skip)

    def fail(self, error: ExecutionError) -> bool:
        """Note where to go on, after the rollback, if something of it is committed; else take back what was noted.

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
                self.journal.forget(self.key)
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
        """Whether nothing is left of the change set: no statement is kept, and the one that failed did nothing."""
        entry = self.journal.entries().get(self.key)
        if self.kept or entry is None:
            return not self.kept
        from clog.database.settling import is_untouched

        self.in_part = not is_untouched(self.session, entry)
        return not self.in_part

    def _execute(self, sql: Sql, text: str) -> int:
        """Run one statement in the way that it wants."""
        if sql.action is None and breaks(text, self.session.dialect):
            return self._run_apart(sql, text)
        if self._together:
            rows = self.session.execute(sql)
            self._count(text)
            if not self._single and not self.session.in_transaction:
                self._keep_place()  # a procedure, or whatever else, that commits by itself
            return rows
        try:
            rows = self._execute_bare(sql) if is_for_the_session(text) else self.session.execute(sql)
        except ExecutionError as error:
            if error.sqlstate not in _IN_TRANSACTION_BLOCK:
                raise
            self.session.rollback()
            return self._run_apart(sql, text)
        self._count(text)
        self._keep_place()
        return rows

    def _run_apart(self, sql: Sql, text: str) -> int:
        """Run a statement outside of any transaction, between two notes."""
        from clog.database.settling import clear_remains, state_before  # 6 ms that most runs need not spend

        session = self.session
        if self._single:
            raise UsageError(
                f"{self.key} holds a statement that cannot be part of one transaction for the whole run: {text[:200]}",
                hint="run without --single-transaction",
            )
        before = state_before(session, text)
        self.journal.write(self._now(STARTED, text)._replace(before=before))
        session.commit()
        self._keep()
        if self.resumed:
            clear_remains(session, text)
            session.commit()
        rows = self._execute_bare(sql)
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

    def _keep_place(self) -> None:
        """Note, together with the statement, that it is done, and commit both."""
        self.journal.write(self._now(DONE))
        self.session.commit()
        self._keep()

    def _keep(self) -> None:
        """Take note that all before this place is committed."""
        self.durable = True
        self._kept = (self._place, self._chain)

    def _count(self, text: str) -> None:
        """Go to the next place."""
        self._chain = chained(self._chain, text)
        self._place += 1

    def _now(self, state: str, text: str = "") -> Entry:
        """Make the row for this place."""
        return Entry(
            self.key, self._direction, self._place, state, self._chain, digest(text) if text else "", None, text
        )

    def _settled(self, entry: Entry) -> int:
        """Find out how many statements an earlier run did."""
        if entry.direction != self._direction:
            raise HalfDone(
                f"the {entry.direction} of {self.key} broke off half done",
                hint=f"first run the command again that was doing the {entry.direction}",
                change_set=str(self.key),
            )
        if entry.state != STARTED:
            return entry.place
        if entry.before is not None:
            from clog.database.settling import state_before

            return entry.place + (state_before(self.session, entry.statement) != entry.before)
        if is_repeatable(entry.statement):
            return entry.place
        error = HalfDone(
            f"{self.key} broke off in statement {entry.place + 1}, and it cannot be told whether that came through",
            hint="look at the database, then choose one of the three ways above, and run the command again",
            change_set=str(self.key),
            statement=entry.statement,
        )
        error.notes += choices_in_doubt(self.session, entry)
        raise error

    def _pass_over(self, sql: Sql, text: str) -> int:
        """Count a statement that is done, and do again what only sets up the connection."""
        entry = self._entry
        under_way = entry is not None and self._place == entry.place  # and came through
        if entry is not None and under_way and (self._chain, digest(text)) != (entry.chain, entry.digest):
            self._count(text)
            raise self._edited()
        self._count(text)
        self._keep()
        if is_for_the_session(text):
            self.session.execute(sql)
        return -1

    def _compare_done(self) -> None:
        """Compare what was passed over with what was done, once."""
        entry, self._entry = self._entry, None
        if entry is None or self._place != entry.place:
            return
        if entry.chain != self._chain:
            raise self._edited()

    def _edited(self) -> HalfDone:
        """Make the error for a change set that was edited after it broke off."""
        error = HalfDone(
            f"{self.key} was edited after it had broken off half done: its first {self._skip} statements, "
            "which are in the database, are not those that it has now",
            hint="choose one of the three ways above, and run the command again",
            change_set=str(self.key),
        )
        error.notes += choices_after_edit(self.session, self._now(DONE))
        return error

"""How far a change set came, and how a run goes on with one that an earlier run left half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.connection.driver import Driver
from clog.database.connection.drivers import driver_of
from clog.database.recovery.hints import hints_after_edit, hints_when_unknown
from clog.database.recovery.journal import DONE, FORWARD, STARTED, JournalEntry, digest, extend_chain
from clog.database.recovery.transaction_rules import is_for_the_session, is_repeatable
from clog.database.recovery.transaction_words import AUTOCOMMIT_OFF, AUTOCOMMIT_ON, word_of
from clog.errors import HalfDone

if TYPE_CHECKING:
    from clog.database.recovery.journal import Journal
    from clog.model.changelog import ChangeSetKey
    from clog.model.sql import Sql


class Resumption:
    """The place of a change set: what is done, what of it is committed, what an earlier run did.

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
        self._rules = driver_of(self.session.dialect) or Driver()
        self.key = key
        self._single = single
        self._auto = not together and not single  # each statement is committed by itself
        self._own = False  # unless the author has begun a transaction
        self._read_only = False
        self._begun = 0  # the place at which the transaction began
        self._lasting = False  # whether what was done since then is more than settings
        self._left = False  # whether something of the change set is committed
        self._direction = direction
        self._place = 0
        self._chain = ""
        self._kept = (0, "")  # place and chain of what is committed, or will surely be
        self._entry = journal.entries().get(key)
        self.durable = self.resumed = self._entry is not None
        self.in_part = False
        self._skip = 0 if self._entry is None else self._settled(self._entry)
        self._left = self._skip > 0

    @property
    def kept(self) -> int:
        """How many statements are committed and will not be run again; none where they left nothing."""
        return max(self._kept[0], self._skip) if self._left else 0

    def _keep_place(self) -> None:
        """Record that the statement is done, together with it, and commit both."""
        self.journal.write(self._now(DONE))
        self.session.commit()
        self._keep()

    def _keep(self) -> None:
        """Record that all before this place is committed."""
        self.durable = True
        self._kept = (self._place, self._chain)
        self._begun = self._place
        self._left = self._left or self._lasting
        self._lasting = False

    def _count(self, text: str, *, lasting: bool = True) -> None:
        """Count one place on; `lasting`: the statement is more than a setting for the connection."""
        self._lasting = self._lasting or lasting
        self._chain = extend_chain(self._chain, text)
        self._place += 1

    def _now(self, state: str, text: str = "") -> JournalEntry:
        """Make the row for this place."""
        return JournalEntry(
            self.key, self._direction, self._place, state, self._chain, digest(text) if text else "", None, text
        )

    def _settled(self, entry: JournalEntry) -> int:
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
            from clog.database.recovery.interrupted_statement import state_before

            return entry.place + (state_before(self.session, entry.statement) != entry.before)
        if is_repeatable(entry.statement):
            return entry.place
        error = HalfDone(
            f"{self.key} broke off in statement {entry.place + 1}, and it cannot be told whether that came through",
            hint="look at the database, then choose one of the three ways above, and run the command again",
            change_set=str(self.key),
            statement=entry.statement,
        )
        error.notes += hints_when_unknown(self.session, entry)
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
        word = word_of(text, self.session.dialect)
        if word in {AUTOCOMMIT_ON, AUTOCOMMIT_OFF}:
            self._auto = word == AUTOCOMMIT_ON
        elif not word and is_for_the_session(text):
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
        error.notes += hints_after_edit(self.session, self._now(DONE))
        return error

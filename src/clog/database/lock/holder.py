"""Holding the change log lock: taken once, proven at every write, taken over from the dead.

               free, or its holder is dead            __exit__
    waiting --------------------------------> held -----------> released
    ^  |  |                                   ^  |  |
    +--+  | no time is left                   +--+  | check: another token
   _pause +-----------------> LockHeld  check: the  +--------------------> LockLost
                              row was cleared, and is taken again

Four things together, each for what the others cannot see:
- DATABASECHANGELOGLOCK, which Liquibase respects;
- a lock of the database that ends with the connection (see `Session.session_lock`), so that it never outlives us;
- a heartbeat and a lease by the database's clock, for holders that hang;
- a number that grows with every holder (the token), checked in the transaction of every write, so that a holder who
  was overruled and wakes up writes nothing.
"""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TypeVar

from clog.database.lock.heartbeat import Heartbeat
from clog.database.lock.table import MARK, acquire_section, holder, list_locks, make_table, release_section
from clog.database.side_tables import lock_table, make_lock_table
from clog.errors import ClogError, ConnectionLost, ExecutionError, LockHeld, LockLost
from clog.model.history import stored_text
from clog.model.statements.tracking import AcquireLock

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType

    from clog.database.connection.session import Session
    from clog.model.history import LockRow

_N = TypeVar("_N", int, float)

FIRST_PAUSE = 0.01
LONGEST_PAUSE = 1.0
"""Seconds between two attempts: the first pause, and what it grows to."""

NOTICE_AFTER, NOTICE_EVERY = 1.0, 30.0
"""Seconds after which whoever waits is told who holds the lock: first, and between two times."""

LONGEST_RELEASE = 5.0
"""Seconds after which a lock that cannot be freed, because the connection is lost, is left to the next run."""


class ChangeLogLock:
    """The lock, and the proof of holding it for those who write. Made by `change_log_lock`.

    Attributes:
        held: whether it is held, as far as is known here.
        token: the number of this holder, higher than that of all before.
        warnings: what people should know: whose lock was taken over, and that it was cleared by somebody.

    Raises (on entering):
        LockHeld: somebody else holds it for longer than `wait`.
    """

    def __init__(
        self,
        session: Session,
        *,
        wait: float,
        poll: float,
        lease: float,
    ) -> None:
        self.session = session
        self.held = False
        self.token = 0
        self._proved = (0, 0)
        self.warnings: list[str] = []
        self._wait = wait
        self._longest = min(poll, LONGEST_PAUSE)
        self._lease = lease
        self._entered = False
        self._holder = self._identity = self._refusal = ""
        names = session.dialect
        self._key = f"clog {names.default_catalog or ''} {names.object(session.tables.lock)}"[:64]
        self._side = names.object(lock_table(session))
        self._table = names.object(session.tables.lock)
        self._locked_by = (
            f"(SELECT LOCKEDBY FROM {self._table} WHERE ID = 1 AND {names.quote('LOCKED')} = {names.traits.true})"
        )
        self._heartbeat = Heartbeat(self._beat_statement, lease / 6)

    def __enter__(self) -> Self:
        """Acquire the lock, waiting for another holder, unless `acquire` has taken it."""
        if not self._entered:
            for _ in self.acquire():
                pass
        return self

    def acquire(self) -> Generator[LockRow | None, None, None]:
        """Acquire the lock, waiting for another holder; it is freed by leaving the `with` that follows.

        Yields:
            Who holds it, as far as is known: soon, and again from time to time, so that people can be told.

        Raises:
            LockHeld: somebody else holds it for longer than `wait`.
        """
        self._entered = True
        session = self.session
        session.commit()
        make_table(session)
        if session.alone:
            self._acquire_alone()
            return
        begin = time.monotonic()
        pause, told = FIRST_PAUSE, begin - NOTICE_EVERY + NOTICE_AFTER
        try:
            while True:
                with session.hurried():
                    if self._attempt():
                        break
                now = time.monotonic()
                if now - told >= NOTICE_EVERY:
                    told = now
                    yield self._present_holder()
                self._pause(pause, begin + self._wait - time.monotonic())
                pause = min(pause * 2, self._longest)
        except BaseException:
            self._release_quietly()
            raise
        if not session.on_trial:  # whose rows nobody else sees
            self._heartbeat.start(session)

    def _present_holder(self) -> LockRow | None:
        """Find who holds the lock; None where the database does not say it now."""
        try:
            return next(iter(list_locks(self.session)), None)
        except ExecutionError:
            return None

    def _pause(self, pause: float, left: float) -> None:
        """Wait until the next attempt, or give up when no time is left."""
        if left <= 0:
            raise self._not_free()
        self.session.let_others_work()
        time.sleep(min(pause * random.uniform(0.5, 1.0), left))  # noqa: S311 - only to spread the attempts

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the lock. What was not committed is undone first."""
        self._heartbeat.stop()
        if error is not None:
            self._release_quietly()
            return
        try:
            self._release()
        except ConnectionLost as lost:
            self.warnings.append(
                f"the connection was lost when all was done and the change log lock was freed ({lost.message}); "
                "if it is not free, the next run of clog takes it over"
            )
            self._release_quietly()

    def check(self) -> None:
        """Check that, inside the transaction that is open or is opened, the lock is still ours until it ends.

        Raises:
            LockLost: somebody else took it over.
            LockHeld: it was never taken, or is released.
        """
        if not self.held:
            raise LockHeld("the history may only be written while its lock is held", hint="enter the lock first")
        session = self.session
        if session.alone:
            return
        if session.transactional and session.in_transaction and self._proved == (self.token, session.transactions):
            return
        with session.ours():
            session.begin()
            self._prove(session)
        self._proved = (self.token, session.transactions)

    def _prove(self, session: Session) -> None:
        query = f"SELECT TOKEN, {self._locked_by} FROM {self._side} WHERE ID = 1{session.for_update}"
        token, locked_by = session.query(query)[0]
        if token != self.token or locked_by not in {self._holder, None}:
            self.held = False
            session.rollback()
            raise LockLost(
                f"the change log lock was taken over by {locked_by or 'another run'}; this run has written nothing since",
                hint="look whether that run is all right, then run the command again",
            )
        if locked_by is None:
            self._take_again()

    def _take_again(self) -> None:
        """Acquire a lock again that somebody cleared, as Liquibase does when it has nothing to do."""
        if self.session.execute(self._acquiring(self._holder)) != 1:
            self.held = False
            raise LockLost("the change log lock was cleared and taken by somebody else", hint="run the command again")
        self.warnings.append("the change log lock was cleared by somebody while it was in use; it is taken again")

    def _attempt(self) -> bool:
        """Try once. Also a database that refuses means no: the real reason shows when waiting ends."""
        session = self.session
        try:
            if not session.session_lock(self._key):
                self._overrule_silent()
                return False
            if session.on_trial:
                make_table(session)
            if not self._is_foreign() and self._take():
                return True
        except ExecutionError as error:
            if not session.is_transient(error):
                raise
            self._refusal = error.message
            session.rollback()
        session.session_unlock(self._key)
        return False

    def _is_foreign(self) -> bool:
        """Return whether Liquibase holds the lock. Then not even a transaction is begun: on SQLite it would be in its way."""
        for (locked_by,) in self.session.query(f"SELECT {self._locked_by}"):
            return locked_by is not None and MARK not in stored_text(locked_by)
        return False

    def _take(self) -> bool:
        """Acquire the lock in one transaction, from nobody or from a holder that is dead."""
        session = self.session
        token, last_holder, identity = self._last_holder()
        self.token, self._holder = token + 1, holder(token + 1)
        if session.execute(self._acquiring(self._holder)) != 1:
            locked_by = session.query(f"SELECT {self._locked_by}")[0][0]
            dead = (
                last_holder is not None
                and locked_by == last_holder
                and (session.is_gone(identity) or self._is_silent())
            )
            if not dead:
                session.rollback()
                return False
            self._take_over(last_holder)
        self._identity = session.identity()
        session.execute(
            f"UPDATE {self._side} SET TOKEN = ?, HOLDER = ?, SESSION_ID = ? WHERE ID = 1",
            (self.token, self._holder, self._identity),
        )
        session.execute(
            f"UPDATE {self._side} SET TOKEN = ?, BEAT = {session.clock}, LEASE = ? WHERE ID = 2",
            (self.token, self._lease),
        )
        try:
            session.commit()
        except ConnectionLost:
            self.held = True  # perhaps; whoever frees it compares the number
            raise
        self.held = True
        return True

    def _take_over(self, dead: str | None) -> None:
        """Put our name in the place of a dead holder's."""
        names = self.session.dialect
        self.session.execute(
            f"UPDATE {self._table} SET LOCKEDBY = ?, LOCKGRANTED = {names.traits.now} WHERE ID = 1 AND LOCKEDBY = ?",
            (self._holder, dead),
        )
        self.warnings.append(f"the change log lock of {dead} is taken over: that run has ended without releasing it")

    def _last_holder(self) -> tuple[int, str | None, str]:
        """Read number, name and connection of the present or last holder, and keep others from changing it."""
        session = self.session
        query = f"SELECT TOKEN, HOLDER, SESSION_ID FROM {self._side} WHERE ID = 1{session.for_update}"
        for attempt in (1, 2):
            session.begin()
            try:
                rows = session.query(query)
            except ExecutionError as error:
                rows = []
                if attempt == 2 or session.is_transient(error):
                    raise
            if rows:
                token, last_holder, identity = rows[0]
                return _number(token, int), last_holder, stored_text(identity)
            session.rollback()
            make_lock_table(session)
        raise LockHeld(f"{self._side} has no row 1", hint="drop the table; it is made again")

    def _is_silent(self) -> bool:
        """Return whether the holder has not been seen alive for longer than its lease."""
        query = f"SELECT BEAT, LEASE, {self.session.clock} FROM {self._side} WHERE ID = 2"
        for beat, lease, now in self.session.query(query):
            return beat is not None and float(now) - _number(beat, float) > _number(lease, float)
        return False

    def _overrule_silent(self) -> None:
        """End the connection of a holder that hangs, so that not even its DDL can come through later."""
        session = self.session
        if not session.has_table(lock_table(session)):
            return
        for last_holder, identity in session.query(f"SELECT HOLDER, SESSION_ID FROM {self._side} WHERE ID = 1"):
            if last_holder is not None and self._is_silent() and session.end_session(self._key, identity or ""):
                self.warnings.append(
                    f"the connection of {last_holder} is ended: it gave no sign of life for its whole lease"
                )

    def _beat_statement(self) -> tuple[str, tuple[int]]:
        """Write what says that this holder is alive."""
        return f"UPDATE {self._side} SET BEAT = {self.session.clock} WHERE ID = 2 AND TOKEN = ?", (self.token,)

    def _acquiring(self, name: str) -> str:
        """Write the guarded UPDATE of Liquibase's table."""
        return str(self.session.dialect.render(AcquireLock(self.session.tables.lock, name))[0])

    def _acquire_alone(self) -> None:
        """Acquire the lock of a database that nobody else can reach."""
        self.held = self.session.execute(acquire_section(self.session).statements[0]) == 1
        self.session.commit()

    def _release(self) -> None:
        """Release the lock if it is ours, and only then."""
        if not self.held:
            return
        session = self.session
        session.rollback()
        session.settle()
        if session.alone:
            session.execute(release_section(session).statements[0])
        elif self._still_ours():
            self._free(session)
        session.commit()
        session.session_unlock(self._key)
        self.held = False

    def _still_ours(self) -> bool:
        """Return whether nobody took the lock over; keeps it so until the transaction ends."""
        session = self.session
        session.begin()
        return bool(
            session.query(f"SELECT TOKEN FROM {self._side} WHERE ID = 1{session.for_update}")[0][0] == self.token
        )

    def _release_quietly(self) -> None:
        """Release the lock while another error is on its way, which must not be hidden."""
        try:
            if self.session.usable():
                self.session.rollback()
                self._release()
            elif self.held:
                helper = threading.Thread(target=self._release_from_outside, name="clog release", daemon=True)
                helper.start()
                helper.join(LONGEST_RELEASE)  # a server that is out of reach may not answer for minutes
        except ExecutionError:
            pass  # the next run takes the lock over
        self.held = False

    def _release_from_outside(self) -> None:
        """Release the lock over another connection, when the one that was lost has ended on its server as well."""
        deadline = time.monotonic() + LONGEST_RELEASE
        with suppress(ClogError), self.session.again() as other:
            while not other.session_lock(self._key):
                other.end_session(self._key, self._identity)
                if time.monotonic() > deadline:
                    return
                time.sleep(FIRST_PAUSE)
            other.begin()
            query = f"SELECT TOKEN FROM {self._side} WHERE ID = 1{other.for_update}"
            if other.query(query)[0][0] == self.token:
                self._free(other)
            other.commit()
            other.session_unlock(self._key)

    def _free(self, session: Session) -> None:
        """Remove our name from both tables."""
        session.execute(f"{release_section(session).statements[0].text} AND LOCKEDBY = ?", (self._holder,))
        session.execute(f"UPDATE {self._side} SET HOLDER = NULL WHERE ID = 1")

    def _not_free(self) -> LockHeld:
        """Make the error that names who holds the lock."""
        session = self.session
        row = next(iter(list_locks(session)), None)
        if row is None and self._refusal:
            return LockHeld(
                f"the change log lock of {session.shown} cannot be taken: {self._refusal}",
                hint="look what else writes to this database and wait until it is done",
            )
        who = "another process" if row is None else f"{row.holder} since {row.since}"
        return LockHeld(
            f"the change log lock of {session.shown} is held by {who}",
            hint="wait for that run to end; if it is gone for good, free the lock with: clog release-locks",
        )


def _number(value: object, kind: Callable[[str], _N]) -> _N:
    """Read a number of a row; what is none, because somebody else wrote it, counts as zero."""
    try:
        return kind(stored_text(value))
    except ValueError:
        return kind("0")

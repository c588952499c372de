"""Settings of the session while change sets run: each begins with those of the connection, see `database.connection.state`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.connection.driver import Driver
from clog.database.connection.drivers import driver_of
from clog.database.recovery.transaction_rules import may_change_settings
from clog.model.events import Event

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.database.connection.session_state import SessionState
    from clog.model.events import Events
    from clog.model.sql import Sql

_QUIET = frozenset((
    "check_function_bodies", "client_min_messages", "idle_in_transaction_session_timeout", "lock_timeout", "row_security",
    "statement_timeout", "xmloption",
))  # fmt: skip
"""Settings that pg_dump writes at the head of what it writes, and that hardly matter to others."""


class SessionSettings:
    """What the sink that executes does about settings. Nothing is asked of the database until a statement may set some.

    Args:
        session: where the change sets run.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._state: SessionState | None = None
        self._keep = False

    def restore(self) -> None:
        """Restore what change sets have set. Called outside of their transactions."""
        if self._state is not None:
            self._state.restore()

    def prepare(self) -> None:
        """Prepare the transaction of the next change set."""
        if self._state is not None:
            self._state.restore()
            self._state.enter(begun=False)

    def enter(self, *, keep: bool) -> None:
        """Begin a change set, in its transaction.

        Args:
            keep: what it sets shall be there for all that follow.
        """
        self._keep = keep
        if self._state is not None:
            self._state.enter(begun=True)

    def note(self, sql: Sql) -> Events:
        """Record a statement that may change settings; warn of settings that others may miss."""
        state = self._state
        if may_change_settings(sql.text or sql.bound, self.session.dialect):
            if state is None:
                state = self._state = (driver_of(self.session.dialect) or Driver()).state(self.session)
            state.left = {}
            state.note(sql.text)
        elif state is not None and state.left:
            ended, state.left = state.left, {}
            return _ended(ended)
        return iter(())

    def finish(self) -> None:
        """End a change set before it is recorded."""
        if self._state is not None:
            self._state.finish(keep=self._keep)

    def committed(self) -> None:
        """Record as in force what was put back."""
        if self._state is not None:
            self._state.committed()

    def undone(self) -> None:
        """Restore what a change set that failed has set."""
        if self._state is not None:
            self._state.undone()


def _ended(settings: dict[str, str]) -> Events:
    """Say which settings of an earlier change set are not in force here, where Liquibase would leave them so."""
    named = ", ".join([f"{name} = {value}" for name, value in sorted(settings.items()) if name not in _QUIET])
    if named:
        yield Event(
            "warning",
            f"what an earlier change set has set is not in force here ({named}): set it in each change set that needs it, "
            "or in one with runAlways",
        )

"""Settings of the session while change sets run: they last until the run ends, see `database.connection.session_state`."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clog.database.connection.driver import Driver
from clog.database.connection.drivers import driver_of
from clog.database.recovery.transaction_rules import may_change_settings
from clog.execution.left_settings import LeftSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session
    from clog.database.connection.session_state import SessionState
    from clog.model.bound import BoundChange
    from clog.model.sql import Sql

_QUIET = frozenset((
    "check_function_bodies", "client_min_messages", "idle_in_transaction_session_timeout", "lock_timeout", "row_security",
    "statement_timeout", "xmloption",
))  # fmt: skip
"""Settings that pg_dump writes at the head of what it writes, and that hardly matter to others."""

_LONGEST = 60


class SessionSettings:
    """What the sink that executes does about settings. Nothing is asked of the database until a statement may set some.

    Args:
        session: where the change sets run.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._state: SessionState | None = None
        self._before: dict[str, str] = {}
        self._noted: list[Sql] = []

    def begin(self) -> None:
        """Begin a change set, outside of its transaction: where it stands never depends on what ran before it.

        Liquibase puts the place at the head of the search path before what it runs, and forgets it before what it undoes.
        """
        self._noted = []
        if self._state is not None:
            self._state.enter()
            self._before = dict(self._state.differing())

    @contextmanager
    def following(self, sql: Sql) -> Iterator[None]:
        """Follow a statement, which may change settings."""
        text = sql.text or sql.bound
        if not may_change_settings(text, self.session.dialect):
            yield
            return
        if self._state is None:
            self._state = (driver_of(self.session.dialect) or Driver()).state(self.session)
        self._noted.append(sql)
        self._state.note(text)
        self._state.running = True
        try:
            yield
        finally:
            self._state.running = False
            self._state.note("")

    def finish(self) -> list[LeftSettings]:
        """End a change set before it is recorded; give what it leaves in force, by the changes that have set it."""
        if self._state is None or not self._noted:
            return []
        found: dict[int, tuple[BoundChange | None, list[str]]] = {}
        for name, value in self._state.finish().items():
            if name not in _QUIET and self._before.get(name) != value and not self._state.is_harmless(name, value):
                source = self._source(name)
                found.setdefault(id(source), (source, []))[1].append(name)
        return [LeftSettings(source, tuple(names), self._told(names)) for source, names in found.values()]

    def _source(self, name: str) -> BoundChange | None:
        """Find the change that names a setting, else the last one that may have set it."""
        named = [sql for sql in self._noted if re.search(rf"(?i)\b{re.escape(name)}\b", sql.text)]
        return (named or self._noted)[-1].source

    def _told(self, names: list[str]) -> str:
        """Write the settings with what they are now and will be in another run; values of an author's own are not told."""
        assert self._state is not None  # noqa: S101 - somebody has set something
        now = self._state.differing()
        return ", ".join(
            [
                name
                if "." in name
                else f"{name} = {now[name][:_LONGEST]} (else {self._state.own(name)[:_LONGEST] or 'none'})"
                for name in names
            ]
        )

    def changed(self) -> None:
        """Record that a transaction has ended, with what was set in it."""
        if self._state is not None:
            self._state.committed()

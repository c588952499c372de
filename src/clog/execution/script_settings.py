"""Settings of the session in scripts: what a change set sets there ends with it as well, see `session_settings`.

A script cannot look what was set, so that it is told from the statements themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.driver import AS_IT_WAS
from clog.database.connection.drivers import driver_of
from clog.database.recovery.transaction_rules import head, may_change_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session


_KEEPS = re.compile(r"SET\b(?!\s+(?:LOCAL|TRANSACTION)\b)|SELECT\s+(?:pg_catalog\.)?set_config\s*\(", re.IGNORECASE)


class ScriptSettings:
    """What a script says about settings.

    Args:
        session: for which it is written.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._driver = driver_of(session.dialect)
        self._keep = False
        self._kept: list[str] = []
        self._after: dict[str, None] = {}

    def begin(self, *, keep: bool) -> None:
        """Begin a change set; `keep`: what it sets shall be there for all that follow."""
        self._keep = keep
        self._after = {}

    def before(self, text: str) -> Iterator[str]:
        """Record a statement; return what has to be written before it."""
        if self._driver is None or not may_change_settings(text, self.session.dialect):
            return
        if self._keep:
            if _KEEPS.match(head(text)):
                self._kept.append(text)
            return
        for first, later in self._driver.script_settings(self.session, text):
            if first == AS_IT_WAS:
                self._after.pop(later, None)
            elif later not in self._after:
                self._after[later] = None
                if first:
                    yield first

    def finish(self) -> Iterator[str]:
        """Return what puts everything back, before the change set is recorded."""
        after, self._after = self._after, {}
        if after:
            yield from after
            yield from self._kept

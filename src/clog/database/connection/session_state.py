"""SessionState: what a change set sets in its session ends with it, so that it does not matter what runs together.

What a change set with runAlways sets stays: it runs each time before those behind it, which therefore find the same
in every run. docs/sessions.md has the whole table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.database.connection.session import Session

Settings = dict[str, str]
"""Names of settings with their values as text."""


Kept = tuple[tuple[str, ...], tuple[str, ...]]
"""Statements to run before a transaction, and in it."""


class SessionState:
    """Follows the settings of one connection. Made when a statement first may have changed some.

    Args:
        session: whose settings they are.

    Attributes:
        before_record: whether the history is written when settings are put back already.
        left: what the last change set had set and what is no more, by name; taken away by who tells of it.
    """

    before_record = False

    def __init__(self, session: Session) -> None:
        self.session = session
        self.left: Settings = {}
        self._kept: Kept = ((), ())
        self._changed = self._touched = self._put_back_here = self._capture = False
        self.look()

    def note(self, text: str) -> None:
        """Record a statement that may change settings, before it is run."""
        del text
        self._changed = self._touched = True

    def restore(self) -> None:
        """Restore what was set; called before the transaction of the next change set and at the end."""
        if self._changed:
            self._leave()
            self._changed = self.session.in_transaction  # which may be rolled back

    def enter(self, *, begun: bool) -> None:
        """Set again what change sets with runAlways have set.

        Args:
            begun: whether the transaction has begun; some settings only hold for transactions that begin later.
        """
        for text in self._kept[begun]:
            self.session.query(text)
            self._changed = True

    def finish(self, *, keep: bool) -> None:
        """End a change set whose statements are all run, before it is recorded.

        Args:
            keep: what it has set shall be there for all that follow.
        """
        self._capture = keep and self._touched
        if self._changed and self.before_record and not self._capture:
            self._leave()
            self._put_back_here = True
        self._touched = False

    def committed(self) -> None:
        """Record as in force what was put back in the transaction; read what is there to stay."""
        if self._put_back_here:
            self._changed = self._put_back_here = False
        if self._capture:
            self._kept = self.captured()
            self._capture = False

    def undone(self) -> None:
        """Restore everything after a rollback, which may have taken back that it was put back."""
        self._touched = self._put_back_here = self._capture = False
        self.restore()

    def _leave(self) -> None:
        self.left = self.differing() or self.left
        self.put_back()

    def look(self) -> None:
        """Read how the session is set before any change set."""
        raise NotImplementedError

    def differing(self) -> Settings:
        """Return which settings differ now than before any change set."""
        raise NotImplementedError

    def captured(self) -> Kept:
        """Write statements that bring back what is set now: before a transaction begins, and in it."""
        raise NotImplementedError

    def put_back(self) -> None:
        """Set the session as it was before any change set."""
        raise NotImplementedError

"""SessionState: settings that change sets leave in force, kept apart from those in which the program does its own work.

docs/sessions.md has the whole table.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from clog.errors import ExecutionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session

Settings = dict[str, str]
"""Names of settings with their values as text."""


class SessionState:
    """Follows the settings of one connection. Made when a statement first may have changed some.

    Args:
        session: whose settings they are.

    Attributes:
        running: whether a statement is under way that may change settings, so that what was read does not count.
        unbearable: settings that end with their change set, because no run goes on with them.
        disturbing: settings in which the program cannot do its own work; None: all.
    """

    unbearable: frozenset[str] = frozenset()
    disturbing: frozenset[str] | None = None

    def __init__(self, session: Session) -> None:
        self.session = session
        self._own = self.read()
        self._found: Settings = {}
        self._unread = self._aside = self.running = False
        session.ours, session.settle = self.ours, self.settle

    def note(self, text: str) -> None:
        """Record a statement that may change settings."""
        del text
        self._unread = True

    def committed(self) -> None:
        """Look again at what is in force, if something was set: transactions that end take settings with them."""
        self._unread = self._unread or bool(self._found)

    def is_harmless(self, name: str, value: str) -> bool:
        """Return whether a setting hides nothing from what runs behind it that another run would find, or the other way."""
        del name, value
        return False

    def differing(self) -> Settings:
        """Return which settings are others than those of the connection."""
        if self._unread and not self._aside:
            self._unread = self.running
            self._found = {name: value for name, value in self.read().items() if value != self.own(name)}
        return self._found

    def own(self, name: str) -> str:
        """Return the value that the connection began with."""
        return self._own.get(name, "")

    def finish(self) -> Settings:
        """End a change set whose statements are all run, before it is recorded; give what it leaves in force."""
        self._end_unbearable()
        return dict(self.differing())

    def _end_unbearable(self) -> None:
        ended = {name: self.own(name) for name in self.differing() if name in self.unbearable}
        if ended:
            self.put(ended)
            self._unread = True

    @contextmanager
    def ours(self) -> Iterator[None]:
        """Run the program's own work in the settings that the connection began with."""
        if not self._aside and not self.session.in_transaction:
            self._end_unbearable()
        theirs = self.differing()
        if self.disturbing is not None:
            theirs = {name: value for name, value in theirs.items() if name in self.disturbing}
        if self._aside or not theirs:
            yield
            return
        self.put({name: self.own(name) for name in theirs}, passing=True)
        self._aside = True
        try:
            yield
        except BaseException:
            with suppress(ExecutionError):
                self._return(theirs)
            raise
        self._return(theirs)

    def _return(self, theirs: Settings) -> None:
        self._aside = False
        self.put_again(theirs)

    def enter(self) -> None:
        """Enter the place where a change set begins, as far as that is a setting that Liquibase puts back."""

    def settle(self) -> None:
        """End all: put everything back, outside of any transaction."""
        found = self.differing()
        if found:
            self.put({name: self.own(name) for name in found})
            self._unread = True

    def read(self) -> Settings:
        """Read all that may be set; nothing where that is not known."""
        return {}

    def put(self, settings: Settings, *, passing: bool = False) -> None:
        """Set as the connection began.

        Args:
            settings: what, with the values.
            passing: until `put_again`, or until the transaction ends.
        """

    def put_again(self, settings: Settings) -> None:
        """Set what change sets have set, after work of our own."""

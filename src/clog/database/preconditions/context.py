"""What preconditions are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clog.database.connection.session import Session
    from clog.database.history.tracker import Tracker
    from clog.dialects.base.dialect import Dialect


class PreconditionContext(NamedTuple):
    """What preconditions are asked about.

    Attributes:
        session: the database.
        tracker: its history.
        path: FILENAME of the change log in which the preconditions stand.
        value_of: gives the value of a parameter, as it is written; None where it has none.
        dialect: writes names as the change set wants them; by default as the session does.
        custom: makes the object that answers a customPrecondition, of a name and its parameters; its method
            `check(context)` gives None or True where it holds, False or a text where it does not.
        quoting: the quoting strategy that the root change log names; None where it names none.
    """

    session: Session
    tracker: Tracker
    path: str
    value_of: Callable[[str], Any] = lambda _name: None
    dialect: Dialect | None = None
    custom: Callable[[str, Mapping[str, str | None]], Any] | None = None
    quoting: str | None = None

    @property
    def names(self) -> Dialect:
        """How names are written."""
        return self.dialect or self.session.dialect

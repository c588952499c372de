"""The sign of life of a holder of the lock: a thread with a connection of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from clog.errors import ClogError

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.database.connection.session import Session


class Heartbeat:
    """Repeats a statement until it is stopped, or until it changes nothing: the lock then belongs to somebody else.

    Runs that end before the first beat never open the second connection.

    Args:
        statement: makes the statement with its parameters.
        interval: seconds between two beats.
    """

    def __init__(self, statement: Callable[[], tuple[str, tuple[Any, ...]]], interval: float) -> None:
        self._statement = statement
        self._interval = interval
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, session: Session) -> None:
        """Begin to beat."""
        self._thread = threading.Thread(target=self._beat, args=(session,), name="clog heartbeat", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread; a beat that is under way is waited for."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(self._interval)

    def _beat(self, session: Session) -> None:
        """Write the sign of life, each time after a pause. What fails is tried again: the lease is longer than a few beats."""
        other: Session | None = None
        sql, parameters = self._statement()
        while not self._stopped.wait(self._interval):
            try:
                if other is None or not other.usable():
                    other = session.again()
                    other.transactional = False
                if other.execute(sql, parameters) == 0:
                    break
            except ClogError:
                continue  # a writer holds the SQLite file, or the server restarts
        if other is not None:
            other.close()

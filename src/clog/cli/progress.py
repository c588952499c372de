"""Progress of long work on a terminal: change set k of n, its name, rows so far, time. Imports rich when it is needed."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from clog.sqltext.control import escaped

if TYPE_CHECKING:
    from clog.model.events import Event, Meter

PATIENCE = 1.0
"""Seconds of work before anything is drawn: most runs are over by then."""

_ENDED = frozenset(("COMPLETED", "FAILED", "CANCELLED", "ROLLEDBACK"))


class Progress:
    """Follows the events of a run; draws a bar on standard error from the moment on at which the run counts as long.

    While it draws, what others write to standard error appears above the bar. A thread begins to draw, so that also a
    single statement that takes its time is seen.
    """

    def __init__(self) -> None:
        self.pending: set[str] = set()
        self.ended: set[str] = set()
        self.rows = 0
        self._name = ""
        self._meter: Meter | None = None
        self._timer: threading.Timer | None = None
        self._guard = threading.Lock()
        self._stopped = False
        self._bar: Any = None

    @property
    def place(self) -> str:
        """Which change set of how many is at work: [2/14]."""
        return f"[{len(self.ended) + 1}/{len(self.pending)}]"

    def event(self, event: Event) -> None:
        """Show an event."""
        if event.state == "PENDING":
            self.pending.add(event.change_set)
            return
        if event.state == "RUNNING":
            self._name, self._meter = event.change_set, event.meter
            if event.meter is not None:
                event.meter.watched = True
                event.meter.statement = ""
            self._begin()
        elif event.state in _ENDED and event.change_set in self.pending:
            self.ended.add(event.change_set)
            self.rows += event.rows
        self._draw()

    def stop(self) -> None:
        """Remove the bar."""
        with self._guard:
            self._stopped = True
            if self._timer is not None:
                self._timer.cancel()
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    def _begin(self) -> None:
        """Start what is drawn when it takes long."""
        if self._timer is None and self.pending:
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True
            if PATIENCE:
                self._timer.start()
            else:
                self._show()

    def _show(self) -> None:
        """Begin to draw."""
        with self._guard:
            if not self._stopped:
                self._bar = _bar(self)
                self._bar.add_task("", total=len(self.pending))
                self._bar.start()
                self._update()

    def _draw(self) -> None:
        """Show where the run is, if something is shown."""
        if self._bar is not None:
            with self._guard:
                self._update()

    def _update(self) -> None:
        self._bar.update(self._bar.task_ids[0], completed=len(self.ended))

    @property
    def words(self) -> str:
        """What is at work: the rows so far, the change set, and the beginning of the statement."""
        meter = self._meter
        rows = self.rows + (meter.rows if meter is not None else 0)
        statement = " ".join(meter.statement[:200].split()) if meter is not None else ""
        return escaped(f"{rows} rows {self._name}  {statement}".rstrip())


def _bar(progress: Progress) -> Any:
    """Make the bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Words(ProgressColumn):
        """What is at work."""

        def render(self, task: Any) -> Text:
            """Write it anew each time; what does not fit into the line is cut."""
            del task
            return Text(progress.words, no_wrap=True, overflow="ellipsis")

    columns = (MofNCompleteColumn(), BarColumn(bar_width=20), TimeElapsedColumn(), Words())
    return Bar(*columns, console=Console(file=sys.stderr), transient=True, refresh_per_second=4)

"""Progress of long work on a terminal: change set k of n, its name, rows so far, time. Imports rich when it is needed."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clog.model.report import Event

PATIENCE = 1.0
"""Seconds of work before anything is drawn: most runs are over by then."""

_ENDED = frozenset(("COMPLETED", "FAILED", "CANCELLED", "ROLLEDBACK"))


class Progress:
    """Follows the events of a run; draws a bar on standard error from the moment on at which the run counts as long.

    While it draws, what others write to standard error appears above the bar.
    """

    def __init__(self) -> None:
        self.pending: set[str] = set()
        self.ended: set[str] = set()
        self.rows = 0
        self._began = 0.0
        self._bar: Any = None

    @property
    def place(self) -> str:
        """Which change set of how many is at work: [2/14]."""
        return f"[{len(self.ended) + 1}/{len(self.pending)}]"

    def event(self, event: Event) -> None:
        """Take in an event."""
        if event.state == "PENDING":
            self.pending.add(event.change_set)
            return
        if event.state == "RUNNING":
            self._began = self._began or time.monotonic()
            self._draw(event.change_set)
        elif event.state in _ENDED and event.change_set in self.pending:
            self.ended.add(event.change_set)
            self.rows += event.rows
            self._draw("")

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _draw(self, name: str) -> None:
        """Show where the run is, if it is a long one."""
        if self._bar is None:
            if len(self.pending) < 2 or time.monotonic() - self._began < PATIENCE:
                return
            self._bar = _bar()
            self._bar.add_task("", total=len(self.pending), rows="")
            self._bar.start()
        shown = {"description": name} if name else {}
        task = self._bar.task_ids[0]
        self._bar.update(task, completed=len(self.ended), rows=f"{self.rows} rows", **shown)


def _bar() -> Any:
    """Make the bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (MofNCompleteColumn(), BarColumn(), TimeElapsedColumn(), TextColumn("{task.fields[rows]}"))
    text = TextColumn("{task.description}", markup=False)
    return Bar(*columns, text, console=Console(file=sys.stderr), transient=True, refresh_per_second=4)

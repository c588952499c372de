"""Records of runs: what became of each change set, for auditors and pipelines. See schemas/record.schema.json."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TextIO

from clog.database.connection.url import shown_url
from clog.errors import Cancelled, ClogError, UsageError
from clog.settings.secrets import hide

if TYPE_CHECKING:
    from types import TracebackType

    from clog.model.events import Event
    from clog.settings import Settings

SCHEMA = "clog.record/1"

TRANSITIONS: dict[str, frozenset[str]] = {
    "": frozenset(("PENDING", "RUNNING", "COMPLETED", "ROLLEDBACK")),
    "PENDING": frozenset(("RUNNING", "COMPLETED", "CANCELLED", "FAILED")),
    "RUNNING": frozenset(("COMPLETED", "FAILED", "ROLLEDBACK", "CANCELLED", "RUNNING")),
    "COMPLETED": frozenset(),
    "FAILED": frozenset(("FAILED",)),
    "ROLLEDBACK": frozenset(),
    "CANCELLED": frozenset(),
}
"""What may follow each state. A change set that ends and is run or undone again gets another entry."""


class BadTransition(ValueError):
    """A change set went from a state to one that cannot follow it: a fault of clog."""


class RunEntry:
    """One change set in one direction."""

    def __init__(self, change_set: str) -> None:
        self.change_set = change_set
        self.state = ""
        self.started: float | None = None
        self.ended: float | None = None
        self.rows = 0
        self.error: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing can follow."""
        return self.state in {"COMPLETED", "FAILED", "ROLLEDBACK", "CANCELLED"}

    def enter(self, state: str) -> None:
        """Enter a state.

        Raises:
            BadTransition: it cannot follow the present one.
        """
        if state not in TRANSITIONS[self.state]:
            raise BadTransition(f"{self.change_set} cannot go from {self.state or 'nothing'} to {state}")
        self.state = state
        now = time.time()
        if state == "RUNNING":
            self.started = self.started or now
        elif self.over:
            self.ended = now

    def as_answer(self) -> dict[str, Any]:
        """Return it for machines."""
        duration = None if self.started is None or self.ended is None else round(self.ended - self.started, 3)
        return {
            "changeSet": self.change_set,
            "state": self.state,
            "started": _stamp(self.started),
            "durationSeconds": duration,
            "rowsAffected": self.rows,
            "error": self.error,
        }


class Record:
    """Follows the events of a run. A context manager: the file is complete at the end, however the run ends.

    Args:
        settings: `report` names the file: .jsonl gets a line for each change of state while the run goes on,
            any other gets one document at the end.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.entries: dict[str, RunEntry] = {}
        self.all: list[RunEntry] = []
        self.started = time.time()
        self._stream: TextIO | None = None
        self._fault = ""
        self._lines = bool(settings.report and settings.report.endswith(".jsonl"))

    def __enter__(self) -> Self:
        """Open the file before anything is done."""
        path = self.settings.report
        if path:
            try:
                self._stream = open(path, "w", encoding="utf-8")  # noqa: PTH123 - closed at the end
            except OSError as error:
                raise UsageError(f"cannot write {path}: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say how it ended, and what was not tried."""
        for entry in self.all:
            if error is not None and entry.state == "FAILED" and entry.error is None:
                entry.error = hide(error.message if isinstance(error, ClogError) else str(error))
                self._line(entry)
            elif not entry.over:
                self._enter(entry, "CANCELLED")
        self._write(self.as_answer(_outcome(error)), indent=None if self._lines else 2)
        if self._stream is not None:
            self._stream.close()
        if self._fault and error is None:
            raise UsageError(
                f"cannot write {self.settings.report}: {self._fault}",
                hint="the run is done, but its record is not whole: look with clog status and clog history",
            )

    def event(self, event: Event) -> None:
        """Record a change of state."""
        if not event.state:
            return
        entry = self.entries.get(event.change_set)
        if entry is None or (entry.over and event.state in {"PENDING", "RUNNING"}):
            entry = self.entries[event.change_set] = RunEntry(event.change_set)
            self.all.append(entry)
        entry.rows = event.rows or entry.rows
        self._enter(entry, event.state)

    def as_answer(self, state: str) -> dict[str, Any]:
        """Return the whole record for machines; `state` is how the run ended."""
        return {
            "schema": SCHEMA,
            "command": self.settings.command,
            "target": self.settings.target or shown_url(self.settings.url),
            "started": _stamp(self.started),
            "durationSeconds": round(time.time() - self.started, 3),
            "state": state,
            "changeSets": [entry.as_answer() for entry in self.all],
        }

    def _enter(self, entry: RunEntry, state: str) -> None:
        entry.enter(state)
        if not (state == "FAILED" and entry.error is None):
            self._line(entry)

    def _give_up(self, stream: TextIO) -> None:
        """Write no more."""
        self._stream = None
        with suppress(OSError):
            stream.close()

    def _line(self, entry: RunEntry) -> None:
        if self._lines:
            self._write({"schema": SCHEMA, "time": _stamp(time.time()), **entry.as_answer()}, indent=None)

    def _write(self, answer: dict[str, Any], *, indent: int | None) -> None:
        if self._stream is not None:
            from json import dumps

            try:
                self._stream.write(dumps(answer, ensure_ascii=False, indent=indent) + "\n")
                self._stream.flush()
            except OSError as fault:  # the run goes on: a full disk shall not break it off
                self._fault = str(fault.strerror)
                self._give_up(self._stream)


def _outcome(error: BaseException | None) -> str:
    """Say how a run ended: by itself, by an error, or because somebody stopped it."""
    if error is None:
        return "COMPLETED"
    return "CANCELLED" if isinstance(error, Cancelled | KeyboardInterrupt) else "FAILED"


def _stamp(moment: float | None) -> str | None:
    """Write a time as ISO 8601 in UTC, to the millisecond."""
    if moment is None:
        return None
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(moment))}.{int(moment % 1 * 1000):03d}Z"

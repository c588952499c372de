"""What a command says: events while it works, a report at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping


class Meter:
    """What a run is at: written by the run, looked at by whoever draws it while a statement takes its time.

    Attributes:
        watched: whether somebody looks.
        statement: the SQL that is being run.
        rows: how many rows of a file have been read for it.
    """

    __slots__ = ("rows", "statement", "watched")

    def __init__(self) -> None:
        self.watched = False
        self.statement = ""
        self.rows = 0


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        kind: "script" (SQL for the reader) and "result" (the answer as text) go to standard output;
            "progress" (a change set changes its state), "notice", "warning" and "log" (only where
            --log-level asks for it) go to standard error.
        text: the sentence or the SQL.
        change_set: path::id::author where it is about one.
        state: of that change set from now on: see `record.STATES`; empty where it stays as it is.
        rows: how many rows it changed, as far as the driver says.
        meter: of the run, where the change set is executed.
    """

    kind: str
    text: str
    change_set: str = ""
    state: str = ""
    rows: int = 0
    meter: Meter | None = None


class Report(Value):
    """What came out of a command.

    Attributes:
        done: path::id::author of the change sets that were run, undone or recorded, in order.
        answer: the answer for machines: what --format=json prints; schemas/ describes it.
        status: exit status: 0, or 1 where what was looked for was found (status --fail-if-pending).
    """

    done: tuple[str, ...] = ()
    answer: Mapping[str, Any] = {}
    status: int = 0


Events: TypeAlias = "Iterator[Event]"
"""A piece of work that says what happens."""

Run: TypeAlias = "Generator[Event, None, Report]"
"""A command at work."""

"""What a command says: events while it works, a report at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Generator


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        kind: "script" (SQL for the reader, goes to standard output), "progress" (a change set starts),
            "notice", "warning" or "log" (only where --log-level asks for it).
        text: the sentence or the SQL.
        change_set: path::id::author where it is about one.
    """

    kind: str
    text: str
    change_set: str = ""


class Report(Value):
    """What came out of a command.

    Attributes:
        done: path::id::author of the change sets that were run, undone or recorded, in order.
    """

    done: tuple[str, ...] = ()


Run: TypeAlias = "Generator[Event, None, Report]"
"""A command at work."""

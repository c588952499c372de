"""Warning of settings that a change set leaves in force for those behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.errors import Unsupported
from clog.model.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.bound import BoundChange
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events


class LeftSettings(NamedTuple):
    """Settings that a change leaves in force for what runs behind it, until the run ends."""

    source: BoundChange | None
    names: tuple[str, ...]
    text: str


def left_settings(change_set: ChangeSet, found: Iterable[LeftSettings], *, strict: bool) -> Events:
    """Say which settings of a change set last until the run ends; with --strict that is an error.

    What always runs sets them in every run.
    """
    for left in found:
        if change_set.run_always:
            continue
        at = left.source.location if left.source else change_set.document.location(change_set.node)
        text = (
            f"{change_set} leaves settings in force for what runs behind it, but only until this run ends: {left.text}; "
            "a run that begins behind it finds what the connection has"
        )
        hint = "set it in each change set that needs it and back at its end, or in one with runAlways=true before them"
        if strict:
            raise Unsupported(text, at=at, hint=hint)
        yield Event("warning", f"{at}: {text}; {hint}", str(change_set))

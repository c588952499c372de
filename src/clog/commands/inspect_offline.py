"""The rows of `inspect` for a database that cannot be asked anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.commands.inspect_rows import Row, guarded, identity, stopped, texts, validated
from clog.errors import Stopped
from clog.resolve.filters import mismatch

if TYPE_CHECKING:
    from clog.generate import Generation
    from clog.model.changelog import ChangeSet


def offline_rows(generation: Generation) -> list[Row]:
    """Give a row for every change set: its SQL and the SQL that undoes it."""
    return [_row(change_set, generation) for change_set in generation.change_log.change_sets]


def _row(change_set: ChangeSet, generation: Generation) -> Row:
    """Give the row of one change set."""
    row = identity(change_set)
    reason = mismatch(change_set, generation.runtime)
    if reason:
        row["skipped"] = reason
        return row
    row["forward"] = guarded(lambda: _forward(change_set, generation, row))
    row["rollback"] = guarded(lambda: _rollback(change_set, generation))
    return row


def _forward(change_set: ChangeSet, generation: Generation, row: Row) -> Any:
    """Give the statements of a change set; an unusual end is noted in the row."""
    end = validated(generation, change_set) or precondition_end(change_set, generation)
    if not end and generation.changes(change_set) and not generation.applied(change_set):
        end = "SKIPPED"
    found: list[str] = []
    if not end:
        try:
            found = texts(generation.forward(change_set, shown=True))
        except Stopped as error:
            end = stopped(change_set, error)
    if end:
        row["exectype"] = end
    return found


def _rollback(change_set: ChangeSet, generation: Generation) -> list[str]:
    """Give the statements that undo a change set."""
    validated(generation, change_set)
    return texts(generation.rollback(change_set, shown=True))


def precondition_end(change_set: ChangeSet, generation: Generation) -> str:
    """Decide about the preconditions of a change set."""
    del change_set, generation
    return ""

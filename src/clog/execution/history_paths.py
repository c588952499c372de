"""Change sets that the history knows under another path: the search path or the place of a file has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import ClogError, UsageError
from clog.model.events import Event
from clog.model.history import CheckSum
from clog.model.wording import setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.checksum import Summer
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events
    from clog.model.history import RanChangeSet

_SHOWN = 5


def find_moved(
    change_sets: Iterable[ChangeSet], history: Iterable[RanChangeSet], summer: Summer
) -> Iterator[tuple[RanChangeSet, ChangeSet]]:
    """Find rows that the change log does not know, and change sets without a row, of the same id, author and checksum."""
    rows = {row.key: row for row in history}
    known = {change_set.key: change_set for change_set in change_sets}
    strangers: dict[tuple[str, str], list[RanChangeSet]] = {}
    for key, row in rows.items():
        if key not in known:
            strangers.setdefault((key.id, key.author), []).append(row)
    for key, change_set in known.items() if strangers else ():
        for row in () if key in rows else strangers.get((key.id, key.author), ()):
            if _is_same(change_set, row, summer):
                yield row, change_set
                break


def _is_same(change_set: ChangeSet, row: RanChangeSet, summer: Summer) -> bool:
    """Return whether the checksum of a row is the one of a change set."""
    stored = CheckSum.parse(row.md5sum)
    try:
        return stored is not None and summer(change_set, stored.version) == stored
    except ClogError:
        return False


def describe_moved(found: Iterable[tuple[RanChangeSet, ChangeSet]]) -> str:
    """Say which rows are meant, and what to do; empty where there are none."""
    pairs = [(f"{row.path}::{row.key.id}::{row.key.author}", row, change_set) for row, change_set in found]
    if not pairs:
        return ""
    names = ", ".join(f"{name} is here {change_set}" for name, _, change_set in pairs[:_SHOWN])
    more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
    _, row, change_set = pairs[0]
    return (
        f"the history knows change sets under another path, with the same id, author and checksum: {names}{more}; "
        "give the --search-path and --changelog-file with which they ran, or write "
        f"{setting(change_set.document.format, 'logicalFilePath', row.path)} at the head of the file"
    )


def warn_of_moved(
    change_sets: Iterable[ChangeSet], history: Iterable[RanChangeSet], summer: Summer, *, strict: bool
) -> Events:
    """Warn before something runs a second time, or is not undone, because its path is another one.

    Raises:
        UsageError: warnings are errors.
    """
    text = describe_moved(find_moved(change_sets, history, summer))
    if text and strict:
        raise UsageError(text, hint="--strict makes warnings errors")
    if text:
        yield Event("warning", text)

"""What gets lost of files that changes name: bytes that are no text, and LOBs that loadUpdateData does not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.load_data import LoadDataChange
from clog.changes.load_update_data import LoadUpdateDataChange
from clog.errors import ClogError, InvalidValue
from clog.model.csv.file import unpacked
from clog.model.csv.lobs import lob_file
from clog.model.csv.rows import Rows
from clog.model.expressions import dbms_matches
from clog.model.file_text import file_of
from clog.model.wording import setting
from clog.sqltext.decode import SAY_IT, bad_byte

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.errors import Problem
    from clog.model.bound import BoundChange
    from clog.model.change import Change
    from clog.model.changelog import ChangeSet
    from clog.model.context import ChangeContext
    from clog.model.files import FileSource

_SAID = "save the file as UTF-8, or say what it is in where it is named: {}"


def lossy_files(change_set: ChangeSet, changes: Iterable[BoundChange], context: ChangeContext) -> Iterator[Problem]:
    """Warn of what a run would lose of files.

    Args:
        change_set: where they are named.
        changes: its changes, bound, all of them.
        context: where they stand; a change for other databases reads no file.
    """
    for bound in changes:
        change, node = bound.change, bound.node
        if not dbms_matches(change.get("dbms") or "", context.traits.name):
            continue
        try:
            if isinstance(change, LoadUpdateDataChange):
                for place, path in _not_read(change, context):
                    message = f'{place}: loadUpdateData reads no files: it writes "{path}" itself ({change_set})'
                    yield change_set.document.warning(InvalidValue, message, node, None, "loadData reads them")
            yield from _bad_bytes(change, change_set, context)
        except (ClogError, OSError, EOFError):
            continue  # a file that is missing or damaged is told where it is needed


def _not_read(change: Change, context: ChangeContext) -> Iterator[tuple[str, str]]:
    """Find the first cell that names a file, and is taken for the value itself."""
    for _, path, place in Rows(change, context).lobs():
        yield place, path
        return


def _bad_bytes(change: Change, change_set: ChangeSet, context: ChangeContext) -> Iterator[Problem]:
    """Find the first byte of each file that is no text."""
    for source, encoding, hint in _texts(change, context):
        with source.open() as stream:
            found = bad_byte(unpacked(stream, source.path), encoding, context.encoding)
        if found is not None:
            said = hint.format(setting(change_set.document.format, "encoding", "ISO-8859-1"))
            yield found.warning(source.path, said, f" ({change_set})")


def _texts(change: Change, context: ChangeContext) -> Iterator[tuple[FileSource, str | None, str]]:
    """Find the files that a change reads as texts, each with its encoding, and with what to do about it."""
    values = change
    for attribute in change.declaration.attributes:
        path = values.get(attribute.name)
        if attribute.file and path:
            source = file_of(context, path, relative=values.get("relative_to_changelog_file"))
            yield source, values.get("encoding"), _SAID
    columns = values.get("columns") or ()
    for column in columns:
        path = getattr(column, "value_clob_file", None)
        if path:
            yield lob_file(context, path), column.encoding, _SAID
    if isinstance(change, LoadDataChange) and any((column.type or "").lower() == "clob" for column in columns):
        for loaded, path, _ in Rows(change, context).lobs():
            if loaded.kind == "clob":
                yield lob_file(context, path), None, SAY_IT

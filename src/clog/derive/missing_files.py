"""Files that changes name and nobody finds, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.load_data import LoadDataChange
from clog.errors import ClogError, FileMissing, Problem
from clog.model.csv.columns import LARGE
from clog.model.csv.lobs import lob_file, lobs_of
from clog.model.csv.rows import Rows
from clog.model.expressions import dbms_matches
from clog.model.file_text import file_of
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from clog.model.bound import BoundChange
    from clog.model.change import Change
    from clog.model.changelog import ChangeSet
    from clog.model.context import ChangeContext


def missing_files(
    change_set: ChangeSet, changes: Iterable[BoundChange], context: ChangeContext, said: Collection[str]
) -> Iterator[Problem]:
    """List the files that a run would stop at.

    Args:
        change_set: where they are named.
        changes: its changes, bound, all of them.
        context: where they stand; a change for other databases reads no file.
        said: messages that were given already.
    """
    for bound in changes:
        change, node = bound.change, bound.node
        if not dbms_matches(change.get("dbms") or "", context.traits.name):
            continue
        for name, error in _looked_up(change, context):
            message, document = f"{error.message} ({change_set})", change_set.document
            if message not in said:
                at, excerpt = document.location(node, name), document.excerpt(node, name)
                yield Problem(error.code, message, at, error.hint, "error", excerpt)


def _looked_up(change: Change, context: ChangeContext) -> Iterator[tuple[str, ClogError]]:
    """Find the files of a change; yield the attribute and the error of each that is missing."""
    values = change
    relative = values.get("relative_to_changelog_file")
    for attribute in change.declaration.attributes:
        if not attribute.file or not values.get(attribute.name):
            continue
        try:
            file_of(context, values.get(attribute.name), relative=relative)
        except FileMissing as error:
            yield attribute.written, error
    columns = values.get("columns") or ()
    for column in columns:
        try:
            lobs_of(context, ObjectName(""), (column,))
        except FileMissing as error:
            yield "", error
    if isinstance(change, LoadDataChange) and any((column.type or "").lower() in LARGE for column in columns):
        yield from _cells(change, context)


def _cells(change: Change, context: ChangeContext) -> Iterator[tuple[str, ClogError]]:
    """Find the files that cells name."""
    try:
        for _, path, place in Rows(change, context).lobs():
            try:
                lob_file(context, path)
            except FileMissing as error:
                yield "file", FileMissing(f"{place}: {error.message}", hint=error.hint)
    except ClogError:
        return  # the file of the rows itself is missing or damaged, which is told elsewhere

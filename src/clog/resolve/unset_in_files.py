"""Parameters without a value in the texts of files that changes name: they stay as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import ClogError, UnknownParameter
from clog.model.expressions import dbms_matches
from clog.model.file_text import file_of
from clog.resolve.parameters import how_to_define
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.errors import Problem
    from clog.model.bound import BoundChange
    from clog.model.change import Change
    from clog.model.changelog import ChangeSet
    from clog.model.context import ChangeContext

_PARAMETER = re.compile(r"\$\{(\s*+[^{}\s][^{}]*+)\}")
_SIGN = re.compile(rb"\$\x00?\x00?\x00?\{")


def unset_in_files(change_set: ChangeSet, changes: Iterable[BoundChange], context: ChangeContext) -> Iterator[Problem]:
    """Warn of ${name} in files that has no value where the change set stands.

    Args:
        change_set: where the files are named.
        changes: its changes, bound, all of them.
        context: where they stand; a change for other databases reads no file.
    """
    for bound in changes:
        change, node = bound.change, bound.node
        path = change.get("path")
        if not path or not dbms_matches(change.get("dbms") or "", context.traits.name):
            continue
        for name in dict.fromkeys(_PARAMETER.findall(_text(change, path, context))):
            message = f"${{{name}}} has no value in the file {path} and stays as it is written ({change_set})"
            yield change_set.document.warning(UnknownParameter, message, node, "path", how_to_define(name))


def _text(change: Change, path: str, context: ChangeContext) -> str:
    """Read the text of a file with ${...} expanded; "" where nothing in it is to be expanded, or it cannot be read."""
    values = change
    try:
        source = file_of(context, path, relative=values.get("relative_to_changelog_file"))
        data = source.read()
        if not _SIGN.search(data):
            return ""
        return source.expand(decode(data, values.get("encoding"), context.encoding))
    except ClogError:
        return ""

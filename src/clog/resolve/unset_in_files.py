"""Parameters without a value in the texts of files that changes name: they stay as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.derive.bind import change_nodes
from clog.errors import ClogError, UnknownParameter
from clog.model.expressions import dbms_matches
from clog.model.file_text import file_of
from clog.resolve.parameters import how_to_define
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.errors import Problem
    from clog.model.change import Change
    from clog.model.changelog import ChangeSet

_PARAMETER = re.compile(r"\$\{([^{}]*[^{}\s][^{}]*)\}")
_SIGN = re.compile(rb"\$\x00?\x00?\x00?\{")


def unset_in_files(change_set: ChangeSet, changes: Iterable[Change], dialect: str) -> Iterator[Problem]:
    """Warn of ${name} in files that has no value where the change set stands.

    Args:
        change_set: where the files are named.
        changes: its changes, bound, all of them.
        dialect: short name of the database; a change for others reads no file.
    """
    for change, (node, _) in zip(changes, change_nodes(change_set), strict=False):
        path = change.__dict__.get("path")
        if not path or not dbms_matches(change.__dict__.get("dbms") or "", dialect):
            continue
        for name in dict.fromkeys(_PARAMETER.findall(_text(change, path))):
            message = f"${{{name}}} has no value in the file {path} and stays as it is written ({change_set})"
            yield change_set.document.warning(UnknownParameter, message, node, "path", how_to_define(name))


def _text(change: Change, path: str) -> str:
    """Read the text of a file with ${...} expanded; "" where nothing in it is to be expanded, or it cannot be read."""
    values = change.__dict__
    try:
        source = file_of(change, path, relative=values.get("relative_to_changelog_file"))
        data = source.read()
        if not _SIGN.search(data):
            return ""
        default = change.surroundings.file_encoding if change.surroundings else "UTF-8"
        return source.expand(decode(data, values.get("encoding"), default))
    except ClogError:
        return ""

"""Texts that a change takes from its own body or from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import MissingAttribute
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from clog.model.change import Change
    from clog.model.context import ChangeContext
    from clog.model.files import FileSource


def file_of(context: ChangeContext, path: str, *, relative: bool | None) -> FileSource:
    """Find a file that a change names.

    Args:
        context: where the change stands.
        path: as written.
        relative: relativeToChangelogFile: whether it is looked up beside the change log.

    Raises:
        FileMissing: no such file.
    """
    found = context.files.find(path, context.changelog_path if relative else None)
    return found.replace(expand=context.expand)


def file_text(context: ChangeContext, path: str, *, relative: bool | None, encoding: str | None) -> str:
    """Read the text of a file that a change names, with ${...} expanded.

    Raises:
        FileMissing: no such file.
        EncodingError: the encoding is unknown, or a byte order mark contradicts it.
    """
    source = file_of(context, path, relative=relative)
    return source.expand(decode(source.read(), encoding, context.encoding))


def body_text(
    change: Change,
    context: ChangeContext,
    body: str | None,
    path: str | None,
    *,
    relative: bool | None,
    encoding: str | None,
) -> str:
    """Return the text of a change: what stands in the change log, else what stands in the file.

    Raises:
        MissingAttribute: there is neither.
        FileMissing: no such file.
        EncodingError: the encoding is unknown, or a byte order mark contradicts it.
    """
    if body is not None:
        return body
    if path is None:
        raise MissingAttribute(f"{change.declaration.name} has neither a text nor a path")
    return file_text(context, path, relative=relative, encoding=encoding)

"""LOBs: values that stand in files beside the change log, of insert and update, and of the cells of loadData."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from clog.errors import FileMissing
from clog.model.file_text import file_of
from clog.model.statements.data import Lob
from clog.model.statements.load import APART
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.catalog import Catalog
    from clog.model.context import ChangeContext
    from clog.model.files import FileSource
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import ObjectName

_APART = "oid"


def has_lobs(columns: Iterable[ColumnConfig]) -> bool:
    """Return whether a value comes from a file."""
    return any(column.value_blob_file or column.value_clob_file for column in columns)


def lobs_of(context: ChangeContext, table: ObjectName, columns: Iterable[ColumnConfig]) -> dict[str, Lob]:
    """Find the files whose contents are values.

    Args:
        context: of the change; its files are looked up beside the change log.
        table: where the values go; PostgreSQL keeps those of OID columns apart.
        columns: what the author says.

    Raises:
        FileMissing: no such file.
    """
    found: dict[str, Lob] = {}
    for column in columns:
        path = column.value_blob_file or column.value_clob_file
        if path and column.name:
            source = lob_file(context, path)
            place = APART if is_apart(table, column.name, context.catalog) else "?"
            if column.value_blob_file:
                found[column.name] = Lob(source.read, place)
            else:
                found[column.name] = _text(source, column.encoding, context.encoding)
    return found


def lob_file(context: ChangeContext, path: str) -> FileSource:
    """Find the file of a LOB: named from beside the change log, whatever relativeToChangelogFile says.

    A slash at the beginning of the path means nothing.

    Raises:
        FileMissing: there is no such file.

    Reference: liquibase.statement.ExecutablePreparedStatementBase, observed
    """
    wanted = path.replace("\\", "/").lstrip("/")
    try:
        return file_of(context, wanted, relative=True)
    except FileMissing as error:
        raise FileMissing(error.message, hint=_meant(context, path) or error.hint) from error


def _meant(context: ChangeContext, path: str) -> str:
    """Say how a file that is on the search path is named from beside the change log; empty where there is none."""
    rule = "files of CLOBs and BLOBs are named from beside the change log"
    try:
        found = file_of(context, path, relative=False)
    except FileMissing:
        return ""
    folder = posixpath.dirname(context.changelog_path) or "."
    return f'{rule}: from there it is "{posixpath.relpath(found.path, folder)}"'


def _text(source: FileSource, encoding: str | None, default: str) -> Lob:
    """Read a file as a text."""
    return Lob(lambda: decode(source.read(), encoding, default))


def is_apart(table: ObjectName, name: str, catalog: Catalog | None) -> bool:
    """Return whether a column holds only the number of a large object."""
    found = catalog.table(table) if catalog is not None else None
    columns = found.columns if found is not None else ()
    return any(column.name.lower() == name.lower() and column.type.lower() == _APART for column in columns)

"""LOBs of insert and update: values that stand in files beside the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import FileMissing
from clog.model.file_text import file_of
from clog.model.statements.data import Lob
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.catalog import Catalog
    from clog.model.change import Change
    from clog.model.files import FileSource
    from clog.model.parts import Column
    from clog.model.statements.base import ObjectName

_APART = "oid"


def has_lobs(columns: Iterable[Column]) -> bool:
    """Whether a value comes from a file."""
    return any(column.value_blob_file or column.value_clob_file for column in columns)


def lobs_of(change: Change, table: ObjectName, columns: Iterable[Column], catalog: Catalog | None) -> dict[str, Lob]:
    """Find the files whose contents are values.

    Args:
        change: placed by binding; its files are looked up on the search path, then beside the change log.
        table: where the values go; PostgreSQL keeps those of OID columns apart.
        columns: what the author says.
        catalog: what is really there; None where there is nothing to look at.

    Raises:
        FileMissing: no such file.
    """
    found: dict[str, Lob] = {}
    for column in columns:
        path = column.value_blob_file or column.value_clob_file
        if path and column.name:
            source = _find(change, path)
            place = "lo_from_bytea(0, ?)" if _apart(table, column.name, catalog) else "?"
            if column.value_blob_file:
                found[column.name] = Lob(source.read, place)
            else:
                found[column.name] = _text(change, source, column.encoding)
    return found


def _find(change: Change, path: str) -> FileSource:
    """Find a file on the search path, else beside the change log."""
    try:
        return file_of(change, path, relative=False)
    except FileMissing:
        return file_of(change, path, relative=True)


def _text(change: Change, source: FileSource, encoding: str | None) -> Lob:
    """Take a file for a text."""
    default = change.surroundings.file_encoding if change.surroundings else "UTF-8"
    return Lob(lambda: decode(source.read(), encoding, default))


def _apart(table: ObjectName, name: str, catalog: Catalog | None) -> bool:
    """Whether a column holds only the number of a large object."""
    found = catalog.table(table) if catalog is not None else None
    columns = found.columns if found is not None else ()
    return any(column.name.lower() == name.lower() and column.type.lower() == _APART for column in columns)

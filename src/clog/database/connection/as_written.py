"""Results of PostgreSQL with values that Python has no type for, such as the moments infinity, 44 BC and 20000 AD."""

from __future__ import annotations

from typing import Any


def rows_of(cursor: Any) -> list[tuple[Any, ...]]:
    """Convert the result that a cursor holds value by value; what cannot be converted stays as the server wrote it."""
    result, adapters, connection = cursor.pgresult, cursor.adapters, cursor.connection
    loaders = []
    for column in range(result.nfields):
        kind, form = result.ftype(column), result.fformat(column)
        loader = adapters.get_loader(kind, form) or adapters.get_loader(0, form)
        loaders.append(loader(kind, connection))
    return [
        tuple(_value(loader, result.get_value(row, column)) for column, loader in enumerate(loaders))
        for row in range(result.ntuples)
    ]


def _value(loader: Any, data: Any) -> Any:
    """Convert one value."""
    from psycopg import DataError

    if data is None:
        return None
    try:
        return loader.load(data)
    except DataError:
        return bytes(data).decode(errors="replace")

"""Reflection: the part of reading a catalogue that all databases share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from clog.database.connection.session import Session
    from clog.model.catalog import Table, TableColumn
    from clog.model.statements.base import ObjectName

KINDS = ("table", "view", "sequence")
"""Kinds of objects that `exists` knows."""


class Reflection:
    """Reads the catalogue of one database. Nothing is kept: each answer is as fresh as its question.

    A name is matched as the database matches it in a statement that is written by this dialect.

    Attributes:
        session: where to ask.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and fetch all rows."""
        return self.session.query(sql, parameters)

    def table(self, name: ObjectName) -> Table | None:
        """Describe a table; None when it does not exist."""
        found = self.tables(name.replace(name=""), self.stored(name.name))
        return found[0] if found else None

    def exists(self, kind: str, name: ObjectName) -> bool:
        """Return whether a table, view or sequence of that name is there."""
        return self.stored_name(kind, name) is not None

    def stored(self, name: str, kind: str = "table") -> str:
        """Return a name as the database keeps it when this dialect writes it: folded, unless it is put in quotes."""
        del kind
        return name

    def stored_name(self, kind: str, name: ObjectName) -> str | None:
        """Find a table, view or sequence; give its name as it is kept, None when there is none."""
        raise NotImplementedError

    def named(self, kind: str, name: ObjectName) -> list[str]:
        """List the tables, views or sequences of that name in any case of letters, as they are kept."""
        raise NotImplementedError

    def tables(self, place: ObjectName, name: str | None = None) -> list[Table]:
        """Describe the tables of a schema, sorted by name.

        Args:
            place: whose schema and catalog count; those of the connection where they are not given.
            name: one table only, spelled as `stored` gives it.
        """
        raise NotImplementedError

    def columns(self, name: ObjectName) -> tuple[TableColumn, ...]:
        """Describe the columns of a table or view, without positions of keys; none when it does not exist.

        Its name is spelled as `stored` gives it.
        """
        raise NotImplementedError

    def owners(self, kind: str, name: str, place: ObjectName) -> list[str]:
        """List the tables, as kept, that have an index, a foreign key, a primary key or a unique constraint so named.

        Args:
            kind: index, foreign key, primary key or unique constraint.
            name: spelled as `stored` gives it.
            place: whose schema and catalog count.
        """
        raise NotImplementedError


def grouped(
    rows: Iterable[tuple[Any, ...]], key: Callable[[tuple[Any, ...]], Hashable]
) -> dict[Any, list[tuple[Any, ...]]]:
    """Put rows with the same key together, in the order in which they came."""
    found: dict[Any, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def first(row: tuple[Any, ...]) -> Any:
    """Return the first column: the table, in all queries here."""
    return row[0]


def two(row: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return the first two columns: the table and the name of what it has."""
    return row[0], row[1]

"""Preconditions that ask whether something exists: tables, columns, keys, indexes, views, sequences.

Each check gives None when it is there, else a text that says what is not.

Reference: liquibase.precondition.core, behaviour section 11.2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.errors import ClogError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from clog.database.preconditions import Surroundings
    from clog.database.reflect.base import Reflection
    from clog.model.catalog import Table, TableIndex

_COMMA = re.compile(r"\s*,\s*")
_NAMELESS_KEYS = frozenset(("sqlite", "mysql", "mariadb", "h2", "hsqldb", "db2"))
"""Where a primary key is not found by its name alone."""


def _catalog(around: Surroundings) -> Reflection:
    """Give what reads the catalogue.

    Raises:
        ClogError: there is no database.
    """
    found: Any = around.session.catalog
    if found is None:
        raise ClogError(f"there is no database behind {around.session.shown_url} to look at")
    reflection: Reflection = found
    return reflection


def _place(condition: Any) -> ObjectName:
    """Say whose schema and catalog count."""
    return ObjectName("", condition.schema_name or None, condition.catalog_name or None)


def _object_exists(condition: Any, around: Surroundings, kind: str, name: str) -> str | None:
    """Look for a table, view or sequence whose name is spelled as given; on PostgreSQL as it is folded."""
    catalog = _catalog(around)
    target = _place(condition).replace(name=name)
    if catalog.stored_name(kind, target) == catalog.stored(name, kind):
        return None
    return f"{kind} {around.names.object(target, kind)} does not exist"


def _table_exists(condition: Any, around: Surroundings) -> str | None:
    return _object_exists(condition, around, "table", condition.table_name)


def _view_exists(condition: Any, around: Surroundings) -> str | None:
    return _object_exists(condition, around, "view", condition.view_name)


def _sequence_exists(condition: Any, around: Surroundings) -> str | None:
    return _object_exists(condition, around, "sequence", condition.sequence_name)


def _tables(condition: Any, around: Surroundings, name: str | None, kind: str, of: str | None) -> Iterator[Table]:
    """Describe the tables that may have something: the one that is named, or all that have it by that name.

    Args:
        condition: whose schema and catalog count.
        around: what is asked about.
        name: the table, if it is given.
        kind: what it may have, as `Reflection.owners` calls it.
        of: its name.
    """
    catalog = _catalog(around)
    place = _place(condition)
    names = [catalog.stored(name)] if name else catalog.owners(kind, catalog.stored(of or "", kind), place)
    for found in names:
        for table in catalog.tables(place, found):
            if table.name.name == found:
                yield table


def _same(around: Surroundings, name: str | None, asked: str, kind: str) -> bool:
    """Whether something is called what was asked for."""
    return name == _catalog(around).stored(asked, kind)


def _listed(around: Surroundings, names: str) -> tuple[str, ...]:
    """Read a comma list of columns."""
    return tuple(_catalog(around).stored(name, "column") for name in _COMMA.split(names.strip()))


def _column_exists(condition: Any, around: Surroundings) -> str | None:
    """Look for a column, also one of a view."""
    catalog = _catalog(around)
    wanted = catalog.stored(condition.column_name, "column")
    target = _place(condition).replace(name=catalog.stored(condition.table_name))
    if any(column.name == wanted for column in catalog.columns(target)):
        return None
    table = around.names.object(_place(condition).replace(name=condition.table_name))
    return f"column {table}.{condition.column_name} does not exist"


def _index_exists(condition: Any, around: Surroundings) -> str | None:
    """Look for an index by name, by table and columns, or by all of them."""
    name, columns = condition.index_name or None, condition.column_names or None
    if name is None and not (condition.table_name and columns):
        raise ClogError("indexExists needs indexName, or tableName with columnNames")
    for table in _tables(condition, around, condition.table_name, "index", name):
        if any(_fits(around, index, name, columns, "index") for index in table.indexes):
            return None
    return f"index {_shown(name, condition.table_name, columns)} does not exist"


def _fits(around: Surroundings, index: TableIndex, name: str | None, columns: str | None, kind: str) -> bool:
    """Whether an index has the name and the columns, as far as they are asked for."""
    if name is not None and not _same(around, index.name, name, kind):
        return False
    return columns is None or index.columns == _listed(around, columns)


def _shown(name: str | None, table: str | None, columns: str | None) -> str:
    """Write what was looked for."""
    of_table = f"on {table}({columns or ''})" if columns else f"on {table}" if table else ""
    return " ".join(filter(None, (name, of_table)))


def _foreign_key_exists(condition: Any, around: Surroundings) -> str | None:
    name, table_name = condition.foreign_key_name, condition.foreign_key_table_name
    for table in _tables(condition, around, table_name, "foreign key", name):
        if any(_same(around, key.name, name, "foreign key") for key in table.foreign_keys):
            return None
    return f"foreign key {_shown(name, table_name, None)} does not exist"


def _primary_key_exists(condition: Any, around: Surroundings) -> str | None:
    """Look for a primary key by table, by name without regard to case, or both."""
    name, table_name = condition.primary_key_name, condition.table_name
    if not table_name and (not name or around.session.dialect.name in _NAMELESS_KEYS):
        raise ClogError("primaryKeyExists needs tableName here: primary keys are not found by their names alone")
    for table in _tables(condition, around, table_name, "primary key", name):
        if _has_primary_key(table) and (not name or (table.primary_key_name or "").lower() == name.lower()):
            return None
    return f"primary key {_shown(name, table_name, None)} does not exist"


def _has_primary_key(table: Table) -> bool:
    return any(column.primary_key_position for column in table.columns)


def _unique_exists(condition: Any, around: Surroundings) -> str | None:
    """Look for a unique constraint as Liquibase finds them.

    On PostgreSQL by name or columns; on MariaDB and MySQL by name alone, and unique indexes count; on SQLite never.
    """
    name, columns = condition.constraint_name or None, condition.column_names or None
    if name is None and columns is None:
        raise ClogError("uniqueConstraintExists needs constraintName or columnNames")
    for table in _tables(condition, around, condition.table_name, "unique constraint", name):
        if any(_unique(around, index, name, columns) for index in _constraints(around, table)):
            return None
    return f"unique constraint {_shown(name, condition.table_name, columns)} does not exist"


def _constraints(around: Surroundings, table: Table) -> Iterable[TableIndex]:
    """List the unique constraints of a table that Liquibase knows of."""
    if around.session.dialect.name == "sqlite":
        return ()
    return [index for index in table.indexes if index.unique_constraint and not index.primary_key]


def _unique(around: Surroundings, index: TableIndex, name: str | None, columns: str | None) -> bool:
    if around.session.dialect.name in {"mysql", "mariadb"} and name is None:
        return False
    return _fits(around, index, name, columns, "unique constraint")


CHECKS: Mapping[str, Callable[[Any, Surroundings], str | None]] = {
    "columnExists": _column_exists,
    "foreignKeyConstraintExists": _foreign_key_exists,
    "indexExists": _index_exists,
    "primaryKeyExists": _primary_key_exists,
    "sequenceExists": _sequence_exists,
    "tableExists": _table_exists,
    "uniqueConstraintExists": _unique_exists,
    "viewExists": _view_exists,
}

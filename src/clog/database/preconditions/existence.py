"""Preconditions that ask whether something exists: tables, columns, keys, indexes, views, sequences.

Each check gives None when it is there, else a text that says what is not. Where is looked, and whether the case of
letters counts, differs by database and precondition as it does in Liquibase: see `where`.

Reference: liquibase.precondition.core, behaviour section 11.2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.connection.driver import Driver
from clog.database.connection.drivers import driver_of
from clog.database.preconditions.where import DEFAULT
from clog.errors import ClogError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from clog.database.preconditions.context import PreconditionContext
    from clog.database.preconditions.where import Where
    from clog.database.reflect.base import Reflection
    from clog.model.catalog import Table, TableIndex


def _names(columns: str | None) -> list[str]:
    """Read a list of names."""
    return [name.strip() for name in (columns or "").split(",")]


def _looking(context: PreconditionContext) -> tuple[Reflection, Where]:
    """Return what reads the catalogue, and the rules for looking.

    Raises:
        ClogError: there is no database.
    """
    found: Any = context.session.catalog
    if found is None:
        raise ClogError(f"there is no database behind {context.session.shown_url} to look at")
    driver = driver_of(context.session.dialect) or Driver()
    return found, driver.where()(context.session)


def _shown_object(condition: Any, context: PreconditionContext, kind: str, name: str | None) -> str:
    """Write what was looked for."""
    target = ObjectName(name or "", condition.schema_name or None, condition.catalog_name or None)
    return f"{kind} {context.names.object(target, kind) if name else '(no name)'}"


def _object_exists(condition: Any, context: PreconditionContext, kind: str, name: str | None) -> str | None:
    """Check for a table, view or sequence."""
    catalog, where = _looking(context)
    place = where.place(condition, kind)
    if name and place is not None:
        found = catalog.stored_name(kind, place.replace(name=name))
        if found is not None and (found == name or where.names_match(kind, found, name)):
            return None
        if where.in_any_case(kind) and catalog.named(kind, place.replace(name=name)):
            return None
    return f"{_shown_object(condition, context, kind, name)} does not exist"


def _table_exists(condition: Any, context: PreconditionContext) -> str | None:
    if not condition.table_name:
        raise ClogError("tableExists needs tableName")
    return _object_exists(condition, context, "table", condition.table_name)


def _view_exists(condition: Any, context: PreconditionContext) -> str | None:
    return _object_exists(condition, context, "view", condition.view_name)


def _sequence_exists(condition: Any, context: PreconditionContext) -> str | None:
    return _object_exists(condition, context, "sequence", condition.sequence_name)


def _column_exists(condition: Any, context: PreconditionContext) -> str | None:
    """Check for a column, also one of a view."""
    catalog, where = _looking(context)
    table, column = condition.table_name, condition.column_name
    place = where.column_place(condition)
    if not table:
        if not column or not where.answers_without_table(condition):
            raise ClogError("columnExists needs tableName")
    elif place is not None:
        names, loose = where.column_tables(condition, catalog, place)
        if not column and not names and where.asks_for_column:
            raise ClogError("columnExists needs columnName")
        for name in names if column else ():
            found = [one.name for one in catalog.columns(place.replace(name=name))]
            if column in found or (loose and column.lower() in map(str.lower, found)):
                return None
    elif not column and where.asks_for_column:
        raise ClogError("columnExists needs columnName")
    return f"column {_shown_object(condition, context, 'table', table)[6:]}.{column} does not exist"


def _tables(
    condition: Any, context: PreconditionContext, name: str | None, kind: str, of: str | None
) -> Iterator[Table]:
    """Describe the tables that may have something: the one that is named, or all that have it by that name.

    Args:
        condition: whose schema and catalog count.
        context: what is asked about.
        name: the table, if it is given.
        kind: what it may have, as `Reflection.owners` calls it.
        of: its name.
    """
    catalog, where = _looking(context)
    place = where.place(condition, kind)
    if name:
        names = where.tables_named(catalog, place, name, kind)
        place = place or DEFAULT
    else:
        place = where.place_without_table(condition, kind)
        names = [] if place is None or not of else catalog.owners(kind, catalog.stored(of, kind), place)
    for found in names:
        yield from (table for table in catalog.tables(place or DEFAULT, found) if table.name.name == found)


def _index_exists(condition: Any, context: PreconditionContext) -> str | None:
    """Check for an index by table and columns, by table and name, when columns do not count, or by name and columns."""
    catalog, _ = _looking(context)
    table_name, name, columns = condition.table_name, condition.index_name or None, condition.column_names or None
    listed = tuple(catalog.stored(one, "column") for one in _names(columns))
    wanted = catalog.stored(name, "index") if name else None
    for table in _tables(condition, context, table_name, "index", name):
        for index in table.indexes:
            if wanted is None:
                if index.columns == listed:
                    return None
            elif index.name == wanted and (table_name or columns is None or _lower(index.columns) == _lower(listed)):
                return None
    return f"index {_shown(name, table_name, columns)} does not exist"


def _lower(names: Iterable[str]) -> set[str]:
    return {name.lower() for name in names}


def _shown(name: str | None, table: str | None, columns: str | None) -> str:
    """Write what was looked for."""
    of_table = f"on {table or ''}({columns or ''})" if columns else f"on {table}" if table else ""
    return " ".join(filter(None, (name, of_table)))


def _foreign_key_exists(condition: Any, context: PreconditionContext) -> str | None:
    _, where = _looking(context)
    name, table_name = condition.foreign_key_name, condition.foreign_key_table_name
    for table in _tables(condition, context, table_name, "foreign key", name):
        if name and any(where.names_match("foreign key", key.name or "", name) for key in table.foreign_keys):
            return None
    return f"foreign key {_shown(name, table_name, None)} does not exist"


def _primary_key_exists(condition: Any, context: PreconditionContext) -> str | None:
    """Check for a primary key by table, by name without regard to case, or both."""
    _, where = _looking(context)
    name, table_name = condition.primary_key_name, condition.table_name
    if not table_name and not where.finds_keys_by_name:
        raise ClogError("primaryKeyExists needs tableName here: primary keys are not found by their names alone")
    for table in _tables(condition, context, table_name, "primary key", name):
        if _has_primary_key(table) and (not name or (table.primary_key_name or "").lower() == name.lower()):
            return None
    return f"primary key {_shown(name, table_name, None)} does not exist"


def _has_primary_key(table: Table) -> bool:
    return any(column.primary_key_position for column in table.columns)


def _unique_exists(condition: Any, context: PreconditionContext) -> str | None:
    """Check for a unique constraint as Liquibase finds them.

    Columns only count where there is no name. On MariaDB and MySQL unique indexes count, and columns never do; on SQLite
    nothing is found.
    """
    catalog, where = _looking(context)
    name, columns, table_name = condition.constraint_name or None, condition.column_names or None, condition.table_name
    listed = tuple(catalog.stored(one, "column") for one in _names(columns))
    if not table_name:
        if where.knows_unique_constraints:
            raise ClogError("uniqueConstraintExists needs tableName")
        return f"unique constraint {_shown(name, None, columns)} does not exist"
    asked = table_name if name else where.table_without_name(catalog, table_name, columns)
    for table in _tables(condition, context, asked, "unique constraint", name):
        for index in _constraints(where, table):
            if (
                where.names_match("unique constraint", index.name, name)
                if name
                else index.columns == listed or not columns
            ):
                return None
    return f"unique constraint {_shown(name, table_name, columns)} does not exist"


def _constraints(where: Where, table: Table) -> Iterable[TableIndex]:
    """List the unique constraints of a table that Liquibase knows of."""
    if not where.knows_unique_constraints:
        return ()
    return [index for index in table.indexes if index.unique_constraint and not index.primary_key]


CHECKS: Mapping[str, Callable[[Any, PreconditionContext], str | None]] = {
    "columnExists": _column_exists,
    "foreignKeyConstraintExists": _foreign_key_exists,
    "indexExists": _index_exists,
    "primaryKeyExists": _primary_key_exists,
    "sequenceExists": _sequence_exists,
    "tableExists": _table_exists,
    "uniqueConstraintExists": _unique_exists,
    "viewExists": _view_exists,
}

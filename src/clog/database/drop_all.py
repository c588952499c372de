"""Dropping everything: the statements that empty a schema, for each database that clog connects to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from clog.database.connection.session import Session

_POSTGRESQL = """
SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
       WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, c.relname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relkind IN ('v', 'm', 'r', 'p', 'f', 'S')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i', 'a')
                AND d.classid = 'pg_class'::regclass)
ORDER BY c.relkind IN ('r', 'p', 'f'), c.relkind = 'S', c.oid DESC
"""

_MARIADB = """
SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name
FROM information_schema.tables WHERE table_schema = ? AND table_type NOT LIKE 'SYSTEM%'
ORDER BY table_type <> 'VIEW', table_name
"""

_SQLITE = """
SELECT upper(type), name FROM sqlite_master
WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'table', rowid DESC
"""


def drop_statements(session: Session, schemas: tuple[str, ...] = ()) -> Iterator[str]:
    """List the statements that drop all views, tables and sequences, those of clog and Liquibase among them.

    Args:
        session: where they are; it is only asked.
        schemas: whose objects; by default those of the connection's own schema.

    Raises:
        Unsupported: clog does not know how on this database.
    """
    make = _MAKERS.get(session.dialect.name)
    if make is None:
        raise Unsupported(f"drop-all is not known on {session.dialect.name}")
    places: tuple[str | None, ...] = schemas or (None,)
    for schema in places:
        yield from make(session, schema)


def _postgresql(session: Session, schema: str | None) -> Iterator[str]:
    """Drop with CASCADE, which takes foreign keys and what depends on a view with it."""
    place = schema or session.dialect.default_schema or ""
    quote = session.dialect.in_quotes
    for kind, name in session.query(_POSTGRESQL, (place,)):
        yield f"DROP {kind} IF EXISTS {quote(place)}.{quote(name)} CASCADE"


def _mariadb(session: Session, schema: str | None) -> Iterator[str]:
    """Drop tables without foreign key checks."""
    place = schema or session.dialect.default_catalog
    quote = session.dialect.in_quotes
    found = session.query(_MARIADB.replace("= ?", "= COALESCE(?, DATABASE())"), (place,))
    if found:
        yield "SET FOREIGN_KEY_CHECKS = 0"
        for kind, name in found:
            prefix = f"{quote(place)}." if place else ""
            yield f"DROP {kind} IF EXISTS {prefix}{quote(name)}"
        yield "SET FOREIGN_KEY_CHECKS = 1"


def _sqlite(session: Session, schema: str | None) -> Iterator[str]:
    """Drop tables and views; indexes and triggers go with their tables."""
    del schema
    for kind, name in session.query(_SQLITE):
        yield f"DROP {kind} IF EXISTS {session.dialect.in_quotes(name)}"


_MAKERS: Mapping[str, Callable[[Session, str | None], Iterator[str]]] = {
    "postgresql": _postgresql,
    "cockroachdb": _postgresql,
    "edb": _postgresql,
    "mariadb": _mariadb,
    "mysql": _mariadb,
    "sqlite": _sqlite,
}

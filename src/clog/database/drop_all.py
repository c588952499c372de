"""Dropping everything: the statements that empty a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.connection.drivers import driver_of
from clog.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session


def drop_statements(session: Session, schemas: tuple[str, ...] = ()) -> Iterator[str]:
    """List the statements that drop all views, tables and sequences, those of clog and Liquibase among them.

    Args:
        session: where they are; it is only asked.
        schemas: whose objects; by default those of the connection's own schema.

    Raises:
        Unsupported: clog does not know how on this database.
    """
    driver = driver_of(session.dialect)
    if driver is None:
        raise Unsupported(f"drop-all is not known on {session.dialect.name}")
    places: tuple[str | None, ...] = schemas or (None,)
    for schema in places:
        yield from driver.drop_statements(session, schema)

"""Running changes by themselves on an SQLite database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.changes import change_class
from clog.errors import ClogError
from clog.model.context import RUN, ChangeContext
from clog.model.files import NoFiles

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.dialects.base.dialect import Dialect
    from clog.model.catalog import Catalog
    from clog.model.change import Change


def script(session: Session, text: str) -> None:
    """Run statements that end with a semicolon at the end of a line."""
    for part in text.strip().split(";\n"):
        session.execute(part)
    session.commit()


def change(name: str, **values: Any) -> Change:
    """Make a change that is to be run."""
    cls = change_class(name)
    assert cls is not None
    return cls(**values)


def context(dialect: Dialect, catalog: Catalog | None = None, *, purpose: str = RUN) -> ChangeContext:
    """Return the context of a change that names no file."""
    return ChangeContext(dialect, NoFiles(), "c.xml", catalog=catalog, purpose=purpose)


def do(session: Session, *changes: Change) -> list[str]:
    """Run changes in one transaction; give their statements."""
    texts = []
    try:
        for one in changes:
            for sql in session.dialect.sql(one, context(session.dialect, session.catalog)):
                texts.append(sql.text)
                session.execute(sql)
    except ClogError:
        session.rollback()
        raise
    session.commit()
    return texts


def columns(session: Session, table: str) -> dict[str, tuple[Any, ...]]:
    """Describe the columns of a table by name."""
    return {row[1]: row[2:] for row in session.query(f"PRAGMA table_xinfo({table})")}

"""Older history tables: what brings them into the shape of today.

Reference: liquibase.changelog.StandardChangeLogHistoryService.init, behaviour section 1.2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.drivers import driver_of
from clog.model.context import ChangeContext
from clog.model.files import NoFiles
from clog.model.sql import Section, Sql
from clog.model.statements.column import AddColumnStatement
from clog.model.statements.tracking import HISTORY_COLUMNS, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.database.connection.session import Session
    from clog.model.catalog import TableColumn
    from clog.model.change import Change

_ORDER = (
    "DESCRIPTION", "COMMENTS", "TAG", "ORDEREXECUTED", "MD5SUM", "LIQUIBASE",
    "EXECTYPE", "CONTEXTS", "LABELS", "DEPLOYMENT_ID",
)  # fmt: skip
"""In this order columns are added or widened."""

_KINDS = {name: (kind, nullable) for name, kind, nullable in HISTORY_COLUMNS}

_FILLED = {"ORDEREXECUTED": -1, "EXECTYPE": "EXECUTED"}
"""What rows that are there get in columns that may not be empty."""

_WIDENED = frozenset(("MD5SUM", "LIQUIBASE"))
_LENGTH = re.compile(r"\((\d+)\)")


def upgrade_sections(session: Session, columns: Iterable[TableColumn]) -> tuple[Section, ...]:
    """Make the statements, each column under a heading of its own; nothing where the table is as it should be.

    Args:
        session: knows the dialect and the name of the table.
        columns: what the history table has.
    """
    there = {column.name.upper(): column for column in columns}
    return tuple(section for name in _ORDER for section in _sections(session, name, there.get(name)))


def _sections(session: Session, name: str, found: TableColumn | None) -> Iterator[Section]:
    """Make what one column needs."""
    kind, nullable = _KINDS[name]
    label = f"{session.tables.history.name.lower()}.{name.lower()}"
    if found is None:
        yield Section(f"Adding missing {label} column", tuple(_added(session, name, kind, nullable=nullable)))
    elif name in _WIDENED and _alters_columns(session) and _length(found.type) < _length(kind):
        from clog.changes.modify_data_type import ModifyDataTypeChange

        table = session.tables.history
        change = ModifyDataTypeChange(
            table_name=table.name,
            column_name=name,
            new_data_type=kind,
            schema_name=table.schema,
            catalog_name=table.catalog,
        )
        yield Section(f"Modifying size of {label} column", _bare(session, change))


def _added(session: Session, name: str, kind: str, *, nullable: bool) -> Iterator[Sql]:
    """Add a column; one that may not be empty is filled first. SQLite cannot forbid NULL afterwards."""
    from clog.model.parts import AddColumnConfig

    dialect, table = session.dialect, session.tables.history
    for text in dialect.render(AddColumnStatement(table, (AddColumnConfig(name=name, type=kind),))):
        yield text if isinstance(text, Sql) else Sql(text)
    if nullable:
        return
    yield Sql(f"UPDATE {dialect.object(table)} SET {dialect.quote(name)} = {literal(dialect, _FILLED[name])}")
    if _alters_columns(session):
        from clog.changes.add_not_null_constraint import AddNotNullConstraintChange

        yield from _bare(
            session,
            AddNotNullConstraintChange(
                table_name=table.name,
                column_name=name,
                column_data_type=kind,
                schema_name=table.schema,
                catalog_name=table.catalog,
            ),
        )


def _bare(session: Session, change: Change) -> tuple[Sql, ...]:
    """Write a change as bookkeeping, which no change set asked for."""
    return tuple(session.dialect.sql(change, ChangeContext(session.dialect, NoFiles(), catalog=session.catalog)))


def _alters_columns(session: Session) -> bool:
    """Return whether a column can be altered after it was made; where nobody says that it cannot, it can."""
    driver = driver_of(session.dialect)
    return driver is None or driver.alters_columns


def _length(kind: str) -> int:
    """Read the length of a type of characters; without one it holds everything."""
    match = _LENGTH.search(kind)
    return int(match[1]) if match else 1 << 30

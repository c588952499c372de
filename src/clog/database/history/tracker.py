"""Tracker: rows of DATABASECHANGELOG <-> RanChangeSet, and the statements that write them.

What is to be written is a value (`Sql`), the same whether it is executed or printed.
"""

from __future__ import annotations

import time
from math import isfinite
from typing import TYPE_CHECKING, Any

from clog import __version__
from clog.errors import ExecutionError, HistoryUnreadable
from clog.model.changelog import ChangeSetKey
from clog.model.history import RanChangeSet, stored_text
from clog.model.paths import normal_path
from clog.model.sql import Section, Sql
from clog.model.statements.tracking import (
    HISTORY_COLUMNS,
    NOW,
    ClearCheckSums,
    CreateHistoryTable,
    DeleteRan,
    InsertRan,
    TagNewest,
    UpdateRan,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clog.database.connection.session import Session
    from clog.database.lock.holder import ChangeLogLock
    from clog.model.changelog import ChangeSet
    from clog.model.history import CheckSum
    from clog.model.statements.base import Statement

LONGEST_TEXT = 250
"""Comments and descriptions that are longer are cut, and end in dots."""

_ORDER = tuple(column[0] for column in HISTORY_COLUMNS)


def new_deployment_id() -> str:
    """Make the DEPLOYMENT_ID of a run: the last ten digits of the time in milliseconds."""
    return str(time.time_ns() // 1_000_000)[-10:]


def shortened(text: str) -> str:
    """Shorten a text to what COMMENTS and DESCRIPTION hold."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 3] + "..."


class Tracker:
    """Reads the history of one database and makes the statements that change it.

    Args:
        session: where the history is. It is read when asked, not here.
        deployment_id: DEPLOYMENT_ID of all rows written; by default a new one.
    """

    def __init__(self, session: Session, *, deployment_id: str = "") -> None:
        self.session = session
        self.deployment_id = deployment_id or new_deployment_id()
        self._next_order: int | None = None
        self._last_order = 0

    def read(self) -> list[RanChangeSet]:
        """Read all rows, oldest first. No table: no rows.

        Raises:
            HistoryUnreadable: the table is there, but is not a history.
        """
        if not self.exists():
            return []
        table = self.session.dialect.object(self.session.tables.history)
        query = f"SELECT * FROM {table} ORDER BY DATEEXECUTED ASC, ORDEREXECUTED ASC"
        try:
            names, rows = self.session.query_named(query)
        except ExecutionError:
            if "ORDEREXECUTED" in self._column_names():
                raise
            names, rows = self.session.query_named(query.removesuffix(", ORDEREXECUTED ASC"))  # before Liquibase 1.9
        return ran_change_sets(names, rows)

    def rows_of(self, identifier: str, author: str) -> list[RanChangeSet]:
        """Read the rows of change sets with this id and author, whatever their path. Case does not matter."""
        if not self.exists():
            return []
        names = self.session.dialect
        sql = f"SELECT * FROM {names.object(self.session.tables.history)} WHERE LOWER(ID) = LOWER(?) AND LOWER(AUTHOR) = LOWER(?)"
        return ran_change_sets(*self.session.query_named(sql, (identifier, author)))

    def exists(self) -> bool:
        """Return whether the history table is there."""
        return self.session.has_table(self.session.tables.history)

    def preparation(self) -> tuple[Section, ...]:
        """Make what brings the history table into shape; nothing when it is as it should be."""
        if self.exists():
            return self._upgrade()
        table = CreateHistoryTable(self.session.tables.history)
        return (Section("Create Database Change Log Table", self._sql(table)),)

    def prepare(self, lock: ChangeLogLock) -> None:
        """Make the history table, or add what an older one lacks, and commit."""
        for section in self.preparation():
            for sql in section.statements:
                self.write(lock, sql)
        self.session.commit()

    def _upgrade(self) -> tuple[Section, ...]:
        """Make what an older table lacks."""
        from clog.database.history.upgrade import upgrade_sections

        catalog: Any = self.session.catalog
        columns = catalog.columns(self.session.tables.history)
        return upgrade_sections(self.session, columns)

    def _column_names(self) -> set[str]:
        """List the columns of the history table, in upper case."""
        catalog: Any = self.session.catalog
        return {column.name.upper() for column in catalog.columns(self.session.tables.history)}

    def write(self, lock: ChangeLogLock, sql: Sql) -> int:
        """Execute a statement about the history, in the transaction that is open.

        Args:
            lock: proof that DATABASECHANGELOGLOCK is held.
            sql: made by one of the methods below.
        """
        lock.check()
        return self.session.execute(sql)

    def mark_ran(
        self,
        change_set: ChangeSet,
        exec_type: str,
        *,
        check_sum: CheckSum | None,
        description: str,
        tag: str | None = None,
        again: bool = False,
    ) -> Sql:
        """Make the statement that records a change set as run, under the next ORDEREXECUTED.

        Args:
            change_set: what ran.
            exec_type: EXECUTED, RERAN or MARK_RAN.
            check_sum: its current checksum.
            description: as long as it may be; it is cut here.
            tag: the tag of a tagDatabase change in it.
            again: its row is there already and is changed (RERAN).
        """
        values = self._values(change_set, exec_type, check_sum, description, order=self.next_order())
        if tag is not None:
            values["TAG"] = tag
        table = self.session.tables.history
        if not again:
            key = {"ID": change_set.id, "AUTHOR": change_set.author, "FILENAME": change_set.path}
            return self._sql(InsertRan(table, {**key, **values}))[0]
        return self._sql(UpdateRan(table, str(change_set.id), str(change_set.author), change_set.path, values))[0]

    def remove(self, row: RanChangeSet) -> Sql:
        """Make the statement that forgets a row, after its rollback."""
        return self._sql(DeleteRan(self.session.tables.history, row.key.id, row.key.author, row.path))[0]

    def set_check_sum(self, row: RanChangeSet, check_sum: CheckSum) -> Sql:
        """Make the statement that writes a newer checksum into a row."""
        table = self.session.tables.history
        return self._sql(UpdateRan(table, row.key.id, row.key.author, row.path, {"MD5SUM": str(check_sum)}))[0]

    def clear_check_sums(self) -> Sql:
        """Make the statement that forgets all checksums."""
        return self._sql(ClearCheckSums(self.session.tables.history))[0]

    def tag(self, tag: str) -> Sql:
        """Make the statement that tags the newest row."""
        return self._sql(TagNewest(self.session.tables.history, tag))[0]

    def save(self) -> None:
        """Write a history file (see `offline`); a database needs nothing more than its commit."""

    def next_order(self) -> int:
        """Count ORDEREXECUTED on: first one more than the highest of all rows."""
        if self._next_order is None:
            self._next_order = self._highest_order() + 1
        self._last_order, self._next_order = self._next_order, self._next_order + 1
        return self._last_order

    def reset_order(self) -> None:
        """Find the highest ORDEREXECUTED again: numbers that were given out did not come to be used."""
        self._next_order = None

    def _highest_order(self) -> int:
        if not self.exists():
            return 0
        table = self.session.dialect.object(self.session.tables.history)
        found = self.session.query(f"SELECT MAX(ORDEREXECUTED) FROM {table}")[0][0]
        if found is None or isinstance(found, int):
            return found or 0
        return max((row.order_executed for row in self.read()), default=0)  # SQLite takes texts for numbers too

    def _values(
        self, change_set: ChangeSet, exec_type: str, check_sum: CheckSum | None, description: str, *, order: int
    ) -> dict[str, Any]:
        """Return the columns besides the key, in the order of the INSERT."""
        from clog.model.expressions import stored_contexts, stored_labels

        return {
            "DATEEXECUTED": NOW,
            "ORDEREXECUTED": order,
            "MD5SUM": None if check_sum is None else str(check_sum),
            "DESCRIPTION": shortened(description),
            "COMMENTS": shortened("\n".join(change_set.comments).strip()),
            "EXECTYPE": exec_type,
            "CONTEXTS": stored_contexts(change_set.contexts),
            "LABELS": stored_labels(change_set.labels),
            "LIQUIBASE": f"clog {__version__}"[:20],
            "DEPLOYMENT_ID": self.deployment_id,
        }

    def _sql(self, statement: Statement) -> tuple[Sql, ...]:
        """Write a statement as text."""
        return tuple(Sql(text) for text in self.session.dialect.render(statement))


def ran_change_sets(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[RanChangeSet]:
    """Convert rows of the history table into values. Columns that are missing count as NULL, others are passed over.

    Raises:
        HistoryUnreadable: ID, AUTHOR or FILENAME are not there.
    """
    places = {name.upper(): place for place, name in enumerate(names)}
    missing = [name for name in _ORDER[:3] if name not in places]
    if missing:
        raise HistoryUnreadable(
            f"the history table has no column {', '.join(missing)}",
            hint="is it Liquibase's? --database-changelog-table-name names another",
        )
    if names != _ORDER and tuple(name.upper() for name in names) != _ORDER:
        picks = [places.get(name) for name in _ORDER]
        rows = [[None if pick is None else row[pick] for pick in picks] for row in rows]
    normal: dict[str, str] = {}
    shapes: dict[tuple[type, ...], bool] = {}
    found = []
    for row in rows:
        shape = tuple(map(type, row))
        usual = shapes.get(shape)
        if usual is None:
            usual = shapes[shape] = _is_usual(shape)
        identifier, author, path, date, order, *others = row if usual else _made_usual(row)
        normalised = normal.get(path)
        if normalised is None:
            normalised = normal[path] = normal_path(path)
        key = ChangeSetKey(normalised, identifier, author)
        found.append(RanChangeSet(key, path, date, order, *others))
    return found


def _is_usual(shape: Sequence[type]) -> bool:
    """Return whether the values of a row have the types that columns of Liquibase's table have."""
    from datetime import datetime

    moments, texts = (datetime, str, type(None)), (str, type(None))
    return (
        all(kind is str for kind in shape[:3])
        and shape[3] in moments
        and shape[4] is int
        and all(kind in texts for kind in shape[5:])
    )


def _made_usual(row: Sequence[Any]) -> list[Any]:
    """Normalise a row of a table that others have changed: NULL in the key is an empty text, in the order -1."""
    from datetime import datetime

    date = row[3] if row[3] is None or isinstance(row[3], datetime) else stored_text(row[3])
    others = [None if value is None else stored_text(value) for value in row[5:]]
    return [*map(stored_text, row[:3]), date, order_of(row[4]), *others]


def order_of(value: object) -> int:
    """Read ORDEREXECUTED; what is no number counts as in rows from before Liquibase 1.9."""
    try:
        return int(stored_text(value))
    except ValueError:
        return int(value) if isinstance(value, float) and isfinite(value) else -1

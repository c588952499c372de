"""The history of an offline database: a CSV file that Liquibase reads and writes too."""

from __future__ import annotations

import csv
import os
from io import StringIO
from typing import TYPE_CHECKING, Any

from clog.database.history.tracker import Tracker, order_of, ran_change_sets
from clog.errors import HistoryUnreadable, UsageError
from clog.model.paths import normal_path
from clog.model.sql import Section, Sql
from clog.model.statements.tracking import HISTORY_COLUMNS, NOW, CreateHistoryTable

if TYPE_CHECKING:
    from clog.database.connection.offline import OfflineSession
    from clog.database.lock.holder import ChangeLogLock
    from clog.model.changelog import ChangeSet
    from clog.model.history import CheckSum, RanChangeSet

_COLUMNS = tuple(name for name, _, _ in HISTORY_COLUMNS)
_ORDER_PLACE = _COLUMNS.index("ORDEREXECUTED")
_ANOTHER = "changeLogFile= in the URL names another: offline:postgresql?changeLogFile=FILE"
_NO_CONTEXTS = "()"
"""What stands for no contexts in the file."""

_LONGEST_CELL = 1 << 17
"""Characters in a cell of a history; a longer one is a quote that does not end."""


class FileTracker(Tracker):
    """Reads and writes the file. What is recorded is kept in memory until `save`.

    The statements are made all the same, for scripts: with text as far as outputLiquibaseSql wants them.
    """

    session: OfflineSession

    def __init__(self, session: OfflineSession, *, deployment_id: str = "") -> None:
        super().__init__(session, deployment_id=deployment_id)
        self._rows: list[dict[str, str]] | None = None
        self._changed = False

    def read(self) -> list[RanChangeSet]:
        """Read all rows, in the order of the file."""
        rows = []
        for row in self._load():
            values: list[Any] = [row.get(name) or None for name in _COLUMNS]
            values[_ORDER_PLACE] = order_of(values[_ORDER_PLACE])
            rows.append(values)
        return [_typed(row) for row in ran_change_sets(_COLUMNS, rows)]

    def rows_of(self, identifier: str, author: str) -> list[RanChangeSet]:
        """Select the rows of change sets with this id and author. Case does not matter."""
        wanted = (identifier.lower(), author.lower())
        return [row for row in self.read() if (row.key.id.lower(), row.key.author.lower()) == wanted]

    def exists(self) -> bool:
        """Return whether the file is there."""
        return os.path.exists(self.session.history_file)  # noqa: PTH110 - pathlib costs start-up time

    def preparation(self) -> tuple[Section, ...]:
        """Make CREATE TABLE for a new history, where scripts shall have it."""
        if self.exists() or self.session.output != "all":
            return ()
        return (
            Section("Create Database Change Log Table", self._sql(CreateHistoryTable(self.session.tables.history))),
        )

    def prepare(self, lock: ChangeLogLock) -> None:
        """Return nothing: a file needs no table."""

    def write(self, lock: ChangeLogLock, sql: Sql) -> int:
        """Write nothing: the row is known already, and `save` writes it."""
        del lock, sql
        return -1

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
        """Record a change set, and make the statement for the script."""
        sql = super().mark_ran(
            change_set, exec_type, check_sum=check_sum, description=description, tag=tag, again=again
        )
        values = self._values(change_set, exec_type, check_sum, description, order=self._last_order)
        if tag is not None:
            values["TAG"] = tag
        found = self._find(change_set.key.path, change_set.id or "", change_set.author or "") if again else None
        if found is None:
            found = {"ID": change_set.id or "", "AUTHOR": change_set.author or "", "FILENAME": change_set.path}
            self._load().append(found)
        found.update({name: _written(name, value) for name, value in values.items()})
        return self._shown(sql)

    def remove(self, row: RanChangeSet) -> Sql:
        """Remove a row."""
        found = self._find(*row.key)
        if found is not None:
            self._load().remove(found)
        return self._shown(super().remove(row))

    def set_check_sum(self, row: RanChangeSet, check_sum: CheckSum) -> Sql:
        """Write a newer checksum into a row."""
        found = self._find(*row.key)
        if found is not None:
            found["MD5SUM"] = str(check_sum)
        return self._shown(super().set_check_sum(row, check_sum))

    def clear_check_sums(self) -> Sql:
        """Clear all checksums."""
        for row in self._load():
            row["MD5SUM"] = ""
        return self._shown(super().clear_check_sums())

    def tag(self, tag: str) -> Sql:
        """Tag the newest row."""
        rows = self._load()
        if rows:
            rows[-1]["TAG"] = tag
        return self._shown(super().tag(tag))

    def save(self) -> None:
        """Write the file anew, if anything was recorded; whoever reads it meanwhile sees the old one."""
        if not self._changed:
            return
        path = self.session.history_file
        try:
            self._write(path)
        except (OSError, ValueError) as error:  # a path that cannot be one
            raise UsageError(
                f"cannot write the history file {path}: {getattr(error, 'strerror', error)}",
                hint=_ANOTHER,
            ) from error
        self._changed = False

    def _write(self, path: str) -> None:
        """Write the file, under another name until it is whole."""
        with open(f"{path}.new", "w", encoding="utf-8", newline="") as stream:  # noqa: PTH123 - pathlib costs time
            writer = csv.DictWriter(stream, _COLUMNS, extrasaction="ignore", quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self._load())
        os.replace(f"{path}.new", path)  # noqa: PTH105 - pathlib costs start-up time

    def _shown(self, sql: Sql) -> Sql:
        """Return a comment that something was recorded; leave out the text where scripts shall not have it."""
        self._changed = True
        return sql.replace(text="") if self.session.output == "none" else sql

    def _load(self) -> list[dict[str, str]]:
        """Read the file once.

        Raises:
            HistoryUnreadable: it is not such a file.
        """
        if self._rows is None:
            self._rows = self._read_file() if self.exists() else []
        return self._rows

    def _read_file(self) -> list[dict[str, str]]:
        path = self.session.history_file
        try:
            with open(path, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
                data = stream.read()
        except OSError as error:
            message = f"cannot read the history file {path}: {error.strerror}"
            raise HistoryUnreadable(message, hint=_ANOTHER) from error
        text = data.decode("utf-8-sig", "replace")
        reader = csv.DictReader(StringIO(text, newline=""), restval="")
        number = 0
        limit = csv.field_size_limit(_LONGEST_CELL)  # one for all readers: that of data may be open, and is larger
        try:
            data.decode("utf-8-sig")
            names = [name.upper() for name in reader.fieldnames or ()]
            if not {"ID", "AUTHOR", "FILENAME"} <= set(names):
                raise self._unreadable(text, 0, "it has no columns ID, AUTHOR and FILENAME")
            reader.fieldnames = names
            rows = []
            for row in reader:
                rows.append({name: value for name, value in row.items() if isinstance(value, str)})
                number = reader.line_num
        except UnicodeDecodeError as error:
            message = f"byte 0x{data[error.start]:02x} is not text in UTF-8"
            before = data[: error.start].decode("utf-8-sig", "replace")
            raise self._unreadable(text, len(before), message) from error
        except csv.Error as error:
            begins = sum(len(line) for line in StringIO(text, newline="").readlines()[:number])
            raise self._unreadable(text, begins, str(error)) from error
        finally:
            csv.field_size_limit(limit)
        return rows

    def _unreadable(self, text: str, index: int, message: str) -> HistoryUnreadable:
        """Make the error about a place of the file."""
        from clog.formats.places import located, place

        path = self.session.history_file
        message = f"the history file {path} cannot be read: {message}"
        return located(HistoryUnreadable, message, path, place(text, index), _ANOTHER)

    def _find(self, path: str, identifier: str, author: str) -> dict[str, str] | None:
        for row in self._load():
            if row["ID"] == identifier and row["AUTHOR"] == author and normal_path(row["FILENAME"]) == path:
                return row
        return None

    def _highest_order(self) -> int:
        return max((row.order_executed for row in self.read()), default=0)


def _written(name: str, value: Any) -> str:
    """Write a value as the file has it."""
    if value is NOW:
        from datetime import datetime

        return datetime.now().isoformat(timespec="milliseconds")  # noqa: DTZ005 - the file holds local times
    if value is None:
        return _NO_CONTEXTS if name == "CONTEXTS" else ""
    return str(value)


def _typed(row: RanChangeSet) -> RanChangeSet:
    """Return what a database gives where there are no contexts."""
    contexts = None if row.contexts == _NO_CONTEXTS else row.contexts
    return row._replace(contexts=contexts)

"""What a rollback takes away for good: tables, columns and rows. Told from the changes, not from the steps of their SQL.

The database is only looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.errors import ClogError
from clog.model.statements.column import DropColumnStatement
from clog.model.statements.data import DeleteStatement
from clog.model.statements.raw import RawSqlStatement
from clog.model.statements.table import DropTableStatement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.database.connection.session import Session
    from clog.execution.project import Project
    from clog.execution.task import Work

_PART = r'(?:"(?:[^"]|"")++"|`(?:[^`]|``)++`|\[[^\]]++\]|[^\s;(),."`\[]++)'
_NAME = rf"({_PART}(?:\s*+\.\s*+{_PART})*+)"
_EXISTS = r"(?:IF\s++EXISTS\s++)?"
_DROP_TABLE = re.compile(rf"DROP\s++(?:TEMPORARY\s++)?TABLE\s++{_EXISTS}(.*)", re.IGNORECASE | re.DOTALL)
_CREATE_TABLE = re.compile(
    rf"CREATE\s++(?:\w++\s++){{0,3}}?TABLE\s++(?:IF\s++NOT\s++EXISTS\s++)?{_NAME}", re.IGNORECASE
)
_ALTER_TABLE = re.compile(rf"ALTER\s++TABLE\s++{_EXISTS}(?:ONLY\s++)?{_NAME}(.*)", re.IGNORECASE | re.DOTALL)
_RENAME_TO = re.compile(rf"\s*+RENAME\s++(?:TO|AS)\s++{_NAME}", re.IGNORECASE)
_DROP_COLUMN = re.compile(
    r"\bDROP\s++(?!CONSTRAINT\b|PRIMARY\b|FOREIGN\b|INDEX\b|KEY\b|CHECK\b|PARTITION\b|DEFAULT\b|NOT\b|IDENTITY\b|EXPRESSION\b|SYSTEM\b|PERIOD\b)"
    rf"(?:COLUMN\s++)?{_EXISTS}({_PART})",
    re.IGNORECASE,
)
_TRUNCATE = re.compile(rf"TRUNCATE\s++(?:TABLE\s++)?(?:ONLY\s++)?{_NAME}", re.IGNORECASE)
_DELETE = re.compile(rf"DELETE\s++FROM\s++(?:ONLY\s++)?{_NAME}\s*+;?\s*+\Z", re.IGNORECASE)
_NAMES = re.compile(_NAME)
_COMMA = re.compile(r"\s*+,\s*+")

_COUNTED = 1000
"""So many rows are counted; of more it is only said that there are more."""


def taken_away(project: Project, work: Work) -> list[str]:
    """List what a rollback takes away, as parts of a sentence; what cannot be undone says so later, when it is run."""
    ledger = _Ledger(project.session)
    try:
        for statement in _statements(project, work):
            ledger.add(statement)
    except ClogError:
        pass
    return ledger.texts()


def _statements(project: Project, work: Work) -> Iterator[Any]:
    """List the statements of a rollback as values."""
    if project.settings.rollback_script:
        from clog.execution.script_files import statements_of

        for sql in statements_of(project, project.settings.rollback_script):
            yield RawSqlStatement(sql.text)
        return
    for step in work.steps:
        for bound in project.generation.undoing(step.change_set):
            yield from bound.change.statements(project.generation.binder.context(step.change_set))


class _Ledger:
    """Follows statements: a table that is made and gets the name of one that was dropped only replaces it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: set[str] = set()
        self._names: dict[str, str] = {}  # what a renamed table is called in the database
        self._tables: dict[str, str] = {}
        self._columns: dict[tuple[str, str], tuple[str, str]] = {}
        self._emptied: dict[str, str] = {}

    def add(self, statement: Any) -> None:
        """Record what one statement takes away."""
        names = self._session.dialect
        if isinstance(statement, DropTableStatement):
            self._drop(names.object(statement.table))
        elif isinstance(statement, DropColumnStatement):
            for column in statement.columns:
                self._drop_column(names.object(statement.table), names.quote(column, "column"))
        elif isinstance(statement, DeleteStatement):
            if not statement.where:
                self._empty(names.object(statement.table))
        elif isinstance(statement, RawSqlStatement):
            self._read(statement.text)

    def texts(self) -> list[str]:
        """Say what is lost; the columns and rows of a table that goes as well are not named."""
        found = [f"the table {name}{self._rows(name)}" for name in self._tables.values()]
        for (key, _), (table, column) in self._columns.items():
            if key not in self._tables:
                found.append(f"the column {table}.{column}{self._rows(table, column)}")
        found += [
            f"the rows of {name}{self._rows(name)}" for key, name in self._emptied.items() if key not in self._tables
        ]
        return found

    def _read(self, text: str) -> None:
        """Read SQL as its author wrote it."""
        from clog.database.recovery.transaction_rules import head

        start = head(text)
        dropped, created, altered = (pattern.match(start) for pattern in (_DROP_TABLE, _CREATE_TABLE, _ALTER_TABLE))
        if dropped is not None:
            for name in _listed(dropped[1]):
                self._drop(name)
        elif created is not None:
            self._made.add(_key(created[1]))
        elif altered is not None:
            self._alter(altered[1], altered[2])
        else:
            emptied = _TRUNCATE.match(start) or _DELETE.match(start)
            if emptied is not None:
                self._empty(emptied[1])

    def _alter(self, table: str, rest: str) -> None:
        renamed = _RENAME_TO.match(rest)
        if renamed is None:
            for column in _DROP_COLUMN.findall(rest):
                self._drop_column(table, column)
            return
        old, new = _key(table), _key(renamed[1])
        if old in self._made:
            self._made.discard(old)
            self._tables.pop(new, None)
        else:
            self._names[new] = self._names.pop(old, table)

    def _drop(self, name: str) -> None:
        key = _key(name)
        if key in self._made:
            self._made.discard(key)
        else:
            self._tables.setdefault(key, self._names.get(key, name))

    def _drop_column(self, table: str, column: str) -> None:
        key = _key(table)
        if key not in self._made:
            self._columns.setdefault((key, _key(column)), (self._names.get(key, table), column))

    def _empty(self, name: str) -> None:
        key = _key(name)
        if key not in self._made:
            self._emptied.setdefault(key, self._names.get(key, name))

    def _rows(self, table: str, column: str = "") -> str:
        """Count rows, or the values in a column, up to a limit; say nothing of what cannot be counted."""
        where = f" WHERE {column} IS NOT NULL" if column else ""
        query = f"SELECT count(*) FROM (SELECT 1 AS one FROM {table}{where} LIMIT {_COUNTED + 1}) counted"
        try:
            with self._session.probing():
                found = int(self._session.query(query)[0][0])
        except ClogError:
            return ""
        noun = "value" if column else "row"
        if found > _COUNTED:
            return f" (more than {_COUNTED} {noun}s)"
        return f" ({found or 'no'} {noun}{'' if found == 1 else 's'})"


def _listed(text: str) -> Iterable[str]:
    """Read the names of a DROP TABLE."""
    place = 0
    while True:
        match = _NAMES.match(text, place)
        if match is None:
            return
        yield match[1]
        place = match.end()
        comma = _COMMA.match(text, place)
        if comma is None:
            return
        place = comma.end()


def _key(name: str) -> str:
    """Return a name by which two spellings of it are told to be the same."""
    return re.sub(r'["`\[\]\s]', "", name).lower()

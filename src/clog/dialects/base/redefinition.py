"""What columns lose where a database has no statement for a change, and Liquibase writes the whole column anew.

MODIFY on MySQL keeps of a column what it says again: NOT NULL, a default or a comment that it does not mention are
gone. `ColumnLosses` follows what columns have, by the catalogue and by the changes seen, and says what a change set loses.

Reference: https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clog.errors import ClogError
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.column import (
    AddAutoIncrementStatement,
    AddColumnStatement,
    DropColumnStatement,
    SetColumnRemarksStatement,
    has_default,
    nullable,
)
from clog.model.statements.constraint import AddPrimaryKeyStatement
from clog.model.statements.lookup import CreateLookupTableStatement
from clog.model.statements.raw import RawSqlStatement
from clog.model.statements.table import CreateTableStatement, DropTableStatement, is_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.dialects.base.dialect import Dialect
    from clog.model.bound import BoundChange
    from clog.model.catalog import Catalog
    from clog.model.change import Change
    from clog.model.context import ChangeContext
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import ObjectName, Statement

REDEFINING = frozenset(
    (
        "addAutoIncrement", "addColumn", "addLookupTable", "addNotNullConstraint", "dropNotNullConstraint",
        "modifyDataType", "renameColumn", "setColumnRemarks",
    )
)  # fmt: skip
"""Changes that may write a column anew; without one of them there is nothing to look up."""

_FOLLOWED = REDEFINING | {
    "addDefaultValue", "addPrimaryKey", "createTable", "dropColumn", "dropDefaultValue", "dropTable", "mergeColumns",
    "renameTable", "sql", "sqlFile",
}  # fmt: skip
KEY = "PRIMARY KEY"
"""What a column of the primary key has: it can never be empty."""
_ALWAYS = {
    AddAutoIncrementStatement: frozenset(("AUTO_INCREMENT", "IDENTITY")),
    SetColumnRemarksStatement: frozenset(("COMMENT",)),
    SetNullableStatement: frozenset(("NOT NULL",)),
}
"""What statements say of a column by themselves."""

_STRINGS = re.compile(r"'(?:[^'\\]|''|\\.?)*+(?:'|\Z)|`[^`]*`", re.DOTALL)
_WORDS = {
    "NOT NULL": re.compile(r"\bNOT NULL\b", re.IGNORECASE),
    "NULL": re.compile(r"(?<!DEFAULT )(?<!NOT )\bNULL\b", re.IGNORECASE),
    "DEFAULT": re.compile(r"\bDEFAULT\b(?! NULL\b)", re.IGNORECASE),
    "ON UPDATE": re.compile(r"\bON UPDATE\b", re.IGNORECASE),
    "AUTO_INCREMENT": re.compile(r"\bAUTO_INCREMENT\b", re.IGNORECASE),
    "IDENTITY": re.compile(r"\bIDENTITY\b", re.IGNORECASE),
    "COMMENT": re.compile(r"\bCOMMENT\b", re.IGNORECASE),
    "COLLATE": re.compile(r"\b(?:CHARACTER SET|CHARSET|COLLATE)\b", re.IGNORECASE),
    "GENERATED": re.compile(r"\bAS\b(?! IDENTITY\b)", re.IGNORECASE),
    "CHECK": re.compile(r"\bCHECK\b", re.IGNORECASE),
    "INVISIBLE": re.compile(r"\bINVISIBLE\b", re.IGNORECASE),
}

_OF_TYPES = {
    "AUTO_INCREMENT": re.compile(r"int|serial|num|dec|float|double|real", re.IGNORECASE),
    "COLLATE": re.compile(r"char|text|clob|enum|set|string", re.IGNORECASE),
    "IDENTITY": re.compile(r"int|serial|num|dec", re.IGNORECASE),
    "ON UPDATE": re.compile(r"time|date", re.IGNORECASE),
}
"""Words that columns of some types only can have."""

_AGAIN = {
    "AUTO_INCREMENT": "addAutoIncrement",
    "COMMENT": "setColumnRemarks",
    "DEFAULT": "addDefaultValue",
    "IDENTITY": "addAutoIncrement",
    "NOT NULL": "addNotNullConstraint",
}


def words_in(definition: str) -> frozenset[str]:
    """List what a column has besides its type, in the words of `Dialect.redefinitions`.

    Args:
        definition: type and attributes, as in CREATE TABLE, without the name.
    """
    text = _STRINGS.sub("''", definition)
    outside: list[str] = []
    opened: list[int] = []
    for character in text:
        if character == ")" and opened:
            del outside[opened.pop() :]
            continue
        if character == "(":
            opened.append(len(outside))
        outside.append(character)
    text = "".join(outside)
    return frozenset(word for word, pattern in _WORDS.items() if pattern.search(text))


class ColumnLoss(NamedTuple):
    """What a change takes from a column.

    Attributes:
        change: the change.
        column: what it is called at the end of the change set, with its table.
        words: what is lost.
        certain: whether the column has it; if not, how the column looks is not known.
    """

    change: Change
    column: str
    words: tuple[str, ...]
    certain: bool

    def text(self, dialect: Dialect) -> str:
        """Say it to the author."""
        name, listed = self.change.declaration.name, ", ".join(self.words)
        anew = f"{name} writes column {self.column} anew on {dialect.name}"
        return f"{anew}, which loses {listed}" if self.certain else f"{anew}, which loses what it has of {listed}"

    def hint(self, dialect: Dialect) -> str:
        """Say how to keep it."""
        if dialect.redefined_in_type:
            if "column_data_type" in self.change.fields:
                return "write it behind the type, as in columnDataType: int NOT NULL DEFAULT 0"
            if "new_data_type" in self.change.fields:
                return "write it behind the type, as in newDataType: int NOT NULL DEFAULT 0"
            return "put a setColumnRemarks behind it, with all of the column in columnDataType: int NOT NULL DEFAULT 0"
        again = [_AGAIN.get(word, "a sql change") for word in self.words]
        return f"give it back in a later change: {', '.join(dict.fromkeys(again))}"


class ColumnLosses:
    """Follows columns through change sets.

    Args:
        dialect: the database.
        catalog: what is really there; None offline.
    """

    def __init__(self, dialect: Dialect, catalog: Catalog | None) -> None:
        self.dialect = dialect
        self.catalog = catalog
        self._known: dict[str, dict[str, frozenset[str]]] = {}
        self._mentioned: set[str] = set()
        self._lost: dict[tuple[str, str], tuple[BoundChange, frozenset[str], bool]] = {}

    def of(self, changes: Iterable[BoundChange], context: ChangeContext) -> Iterator[tuple[BoundChange, ColumnLoss]]:
        """List what the changes of a change set lose that they do not put back themselves."""
        self.follow(changes, context)
        for (table, column), (bound, words, certain) in self._lost.items():
            lost = words - self._known.get(table, {}).get(column, frozenset())
            if lost:
                listed = tuple(word for word in _WORDS if word in lost)
                yield bound, ColumnLoss(bound.change, f"{column} of table {table}", listed, certain)

    def follow(self, changes: Iterable[BoundChange], context: ChangeContext) -> None:
        """Record the changes of a change set."""
        self._lost = {}
        for bound in changes:
            if bound.change.declaration.name in _FOLLOWED:
                try:
                    for statement in self.dialect.lower(bound.change, context):
                        self._take(bound, statement)
                except ClogError:  # it is refused when its SQL is written
                    continue

    def _take(self, change: BoundChange, statement: Statement) -> None:
        """Apply one statement to the columns that are known."""
        if isinstance(statement, RawSqlStatement):
            self._mentioned.update(re.findall(r"\w+", statement.text.lower()))
            for table in [table for table in self._known if self._is_mentioned(table)]:
                del self._known[table]
        elif isinstance(statement, DropTableStatement):
            self._known.pop(_key(statement.table), None)
        elif isinstance(statement, RenameTableStatement):
            renamed = statement.table.replace(name=statement.new_name)
            self._known[_key(renamed)] = self._known.pop(_key(statement.table), {})
        else:
            self._put_columns(change, statement)

    def _put_columns(self, change: BoundChange, statement: Statement) -> None:
        """Apply a statement about columns."""
        if isinstance(statement, CreateTableStatement | AddColumnStatement):
            columns = self._known.setdefault(_key(statement.table), {})
            columns.update(((column.name or "").lower(), self._made(column)) for column in statement.columns)
        elif isinstance(statement, CreateLookupTableStatement):
            self._known[_key(statement.table)] = {statement.column.lower(): frozenset()}
        elif isinstance(statement, DropColumnStatement):
            for column in statement.columns:
                self._known.get(_key(statement.table), {}).pop(column.lower(), None)
        elif isinstance(statement, AddPrimaryKeyStatement):
            for column in statement.columns.split(","):
                self._put(statement.table, column.strip(), add=(KEY, "NOT NULL"))
        else:
            self._alter(change, statement)

    def _alter(self, change: BoundChange, statement: Statement) -> None:
        """Apply a statement about one column."""
        value = statement.get
        if type(statement) in self.dialect.redefinitions:
            self._restate(change, statement, value("table"), value("column"), value("type"))
        if isinstance(statement, AddDefaultStatement):
            self._put(statement.table, statement.name, add=("DEFAULT",))
        elif isinstance(statement, DropDefaultStatement):
            self._put(statement.table, statement.column, take=("DEFAULT",))
        elif isinstance(statement, SetNullableStatement):
            word = ("NOT NULL",)
            self._put(
                statement.table,
                statement.column,
                add=() if statement.nullable else word,
                take=word if statement.nullable else (),
            )
        elif isinstance(statement, AddAutoIncrementStatement | SetColumnRemarksStatement):
            self._put(statement.table, statement.column, add=_ALWAYS[type(statement)])
        elif isinstance(statement, RenameColumnStatement):
            self._rename(_key(statement.table), statement.column.lower(), statement.new_name.lower())

    def _restate(
        self, change: BoundChange, statement: Statement, table: ObjectName, column: str, kind: str | None
    ) -> None:
        """Remove from a column what it is not told to have."""
        may_lose = frozenset(self.dialect.redefinitions[type(statement)])
        in_type = words_in(self.dialect.column_type(kind)) if kind else frozenset()
        said = ({*in_type, "NOT NULL"} if "NULL" in in_type else in_type) | _ALWAYS.get(type(statement), frozenset())
        if isinstance(statement, RenameColumnStatement) and statement.remarks is not None:
            said |= {"COMMENT"}
        had = self._look_up(table, column)
        if had is not None:
            lost = (had & may_lose) - said
            lost -= {"NOT NULL"} if KEY in had else set()
        else:  # who writes attributes behind the type knows what has to be there
            lost = frozenset() if in_type else _possible(may_lose - said, kind or "")
        key = (_key(table), column.lower())
        if lost:
            self._lost[key] = (change, lost, had is not None)
        self._known.setdefault(key[0], {})[key[1]] = ((had or frozenset()) - may_lose) | in_type

    def _rename(self, table: str, old: str, new: str) -> None:
        if old in self._known.get(table, {}):
            self._known[table][new] = self._known[table].pop(old)
        if (table, old) in self._lost:
            self._lost[table, new] = self._lost.pop((table, old))

    def _put(self, table: ObjectName, column: str, *, add: Iterable[str] = (), take: Iterable[str] = ()) -> None:
        """Record what a column gets and loses on purpose."""
        had = self._look_up(table, column)
        if had is not None:
            self._known.setdefault(_key(table), {})[column.lower()] = (had | frozenset(add)) - frozenset(take)

    def _look_up(self, table: ObjectName, column: str) -> frozenset[str] | None:
        """Say what a column has; None: not known."""
        found = self._known.get(_key(table), {}).get(column.lower())
        if found is None and self.catalog is not None and not self._is_mentioned(_key(table)):
            found = self.dialect.column_words(table, column, self.catalog)
        return found

    def _is_mentioned(self, table: str) -> bool:
        """Return whether SQL of the author speaks of a table, so that nobody knows how it looks now."""
        return self._mentioned.issuperset(re.findall(r"\w+", table.rpartition(".")[2]))

    def _made(self, column: ColumnConfig) -> frozenset[str]:
        """Say what a new column has."""
        found = set(words_in(self.dialect.column_type(column.type)) if column.type else ())
        if not nullable(column):
            found.add("NOT NULL")
        if has_default(column):
            found.add("DEFAULT")
        if column.remarks is not None:
            found.add("COMMENT")
        if self.dialect.numbers_rows(column):
            found |= _ALWAYS[AddAutoIncrementStatement]
        if is_key(column):
            found |= {KEY, "NOT NULL"}
        return frozenset(found)


def _possible(words: frozenset[str], kind: str) -> frozenset[str]:
    """Omit what a column of this type cannot have, and a collation that is all there is to lose: few have one."""
    found = frozenset(word for word in words if word not in _OF_TYPES or _OF_TYPES[word].search(kind))
    return frozenset() if found == {"COLLATE"} else found


def _key(table: ObjectName) -> str:
    """Return a table's name in small letters, with its schema where it has one."""
    return ".".join(part for part in (table.catalog, table.schema, table.name) if part).lower()

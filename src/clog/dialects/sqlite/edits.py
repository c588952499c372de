"""What statements that SQLite does not have mean for the text of CREATE TABLE: one function for each.

A function takes the text, which it changes, the statement, and the dialect, which writes names and values. What
has to run before or behind the change of the table, it puts into `Extra`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.dialects.base.types import data_type
from clog.errors import Unsupported
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    ModifyDataTypeStatement,
    SetNullableStatement,
)
from clog.model.statements.check import AddCheckStatement, DropCheckStatement
from clog.model.statements.column import (
    AddAutoIncrementStatement,
    AddColumnStatement,
    DropColumnStatement,
    has_default,
    nullable,
)
from clog.model.statements.constraint import (
    AddForeignKeyStatement,
    AddPrimaryKeyStatement,
    AddUniqueConstraintStatement,
    DropForeignKeyStatement,
    DropPrimaryKeyStatement,
    DropUniqueConstraintStatement,
    constraint_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clog.dialects.base.dialect import Dialect
    from clog.dialects.sqlite.text import TableText
    from clog.model.catalog import Table
    from clog.model.parts import AddColumnConfig
    from clog.model.statements.base import Statement

_LITERAL = re.compile(
    r"[+-]?\d[\w.]*|[xX]?'(?:[^']|'')*'|null|true|false|current_(?:date|time|timestamp)|\(.*\)",
    re.IGNORECASE | re.DOTALL,
)
_CONSTANT = re.compile(r"[+-]?\d[\w.]*|[xX]?'(?:[^']|'')*'|null|true|false", re.IGNORECASE | re.DOTALL)


class Extra:
    """What belongs to a change of a table besides its text.

    Attributes:
        table: as it is.
        gone: names of indexes that go with it.
        numbers_from: the first number of a column that begins to number its rows.
    """

    __slots__ = ("gone", "numbers_from", "table")

    def __init__(self, table: Table) -> None:
        """Begin with nothing."""
        self.table = table
        self.gone: list[str] = []
        self.numbers_from: int | None = None


def default_text(names: Dialect, column: Any) -> str:
    """Write a default as SQLite wants it: expressions in parentheses."""
    value = names.default(column) or "NULL"
    return value if _LITERAL.fullmatch(value) else f"({value})"


def is_native(names: Dialect, column: AddColumnConfig) -> bool:
    """Return whether ALTER TABLE ... ADD takes a column as it is."""
    constraints = column.constraints
    key = constraints is not None and bool(constraints.primary_key)
    if key or column.auto_increment or column.after_column or column.before_column:
        return False
    if has_default(column):
        return _CONSTANT.fullmatch(names.default(column.replace(type=None)) or "") is not None
    return nullable(column)


def add_column(text: TableText, statement: AddColumnStatement, names: Dialect, extra: Extra) -> None:
    """Add columns in their places, as keys and numbering rows if that is wanted."""
    del extra
    for column in statement.columns:
        quoted = names.quote(column.name or "")
        kind = names.column_type(column.type or "null") if column.type else ""
        constraints = column.constraints
        parts = [quoted, kind]
        if has_default(column):
            parts.append(f"DEFAULT {default_text(names, column.replace(type=None))}")
        key = constraints is not None and bool(constraints.primary_key)
        if key:
            name = constraint_name(names, constraints.primary_key_name) if constraints is not None else ""
            _refuse_second_key(text)
            parts.append(f"{name}PRIMARY KEY")
        if column.auto_increment:
            if not key:
                raise Unsupported(
                    f"column {column.name} numbers its rows but is no primary key",
                    hint="SQLite numbers the rows of an integer primary key only",
                )
            parts[1] = "INTEGER"
            parts.append("AUTOINCREMENT")
        if not nullable(column):
            parts.append("NOT NULL")
        text.insert(" ".join(filter(None, parts)), after=column.after_column, before=column.before_column)


def drop_column(text: TableText, statement: DropColumnStatement, names: Dialect, extra: Extra) -> None:
    """Remove columns, with the constraints and indexes that they are part of, as PostgreSQL does."""
    del names, extra
    for name in statement.columns:
        item = text.column(name)
        if len(text.columns) == 1:
            raise Unsupported(f"{name} is the only column of {statement.table.name}", hint="drop the table")
        for other, clause in list(text.constraints()):
            if other is item or other.name or name.lower() not in text.of_column(other, clause):
                continue
            if clause.kind == "PRIMARY":
                _refuse_without_rowid(text)
            text.remove(other, clause)
        if item.clause("PRIMARY"):
            _refuse_without_rowid(text)
        text.remove(item)


def set_nullable(text: TableText, statement: SetNullableStatement, names: Dialect, extra: Extra) -> None:
    """Write NOT NULL behind a column, or take it away."""
    del extra
    item = text.column(statement.column)
    for kind in ("NOT", "NULL"):
        clause = item.clause(kind)
        if clause is not None:
            item.remove(clause)
    if not statement.nullable:
        item.append(f"{constraint_name(names, statement.name)}NOT NULL")


def add_default(text: TableText, statement: AddDefaultStatement, names: Dialect, extra: Extra) -> None:
    """Write DEFAULT behind a column."""
    del extra
    item = text.column(statement.name)
    item.replace(item.clause("DEFAULT"), f"DEFAULT {default_text(names, statement.column.replace(type=None))}")


def drop_default(text: TableText, statement: DropDefaultStatement, names: Dialect, extra: Extra) -> None:
    """Remove DEFAULT from a column that may have none."""
    del names, extra
    item = text.column(statement.column)
    clause = item.clause("DEFAULT")
    if clause is not None:
        item.remove(clause)


def modify_type(text: TableText, statement: ModifyDataTypeStatement, names: Dialect, extra: Extra) -> None:
    """Change the type of a column; its values follow the affinity of the type, and none is lost."""
    del extra
    item = text.column(statement.column)
    key = item.clause("PRIMARY")
    kind = names.column_type(statement.type)
    if key is not None and "AUTOINCREMENT" in key.text.upper() and kind.upper() != "INTEGER":
        if data_type(statement.type).logical not in {"bigint", "int", "mediumint", "smallint", "tinyint"}:
            raise Unsupported(
                f"column {statement.column} numbers its rows and cannot be {statement.type}",
                hint="SQLite numbers the rows of an integer primary key only",
            )
        kind = "INTEGER"
    item.set_type(kind)


def add_primary_key(text: TableText, statement: AddPrimaryKeyStatement, names: Dialect, extra: Extra) -> None:
    """Add the primary key to the constraints of the table; its columns must not be empty."""
    del extra
    _refuse_second_key(text)
    for name in statement.columns.split(","):
        item = text.column(_plain(name))
        if item.clause("NOT") is None:
            item.append("NOT NULL")
    text.add(f"{constraint_name(names, statement.name)}PRIMARY KEY ({names.columns(statement.columns)})")


def drop_primary_key(text: TableText, statement: DropPrimaryKeyStatement, names: Dialect, extra: Extra) -> None:
    """Remove the primary key; that its columns must not be empty stays."""
    del names, extra
    key = text.primary_key()
    if key is None:
        raise Unsupported(f"table {statement.table.name} has no primary key", hint="take the change away")
    _refuse_without_rowid(text)
    text.remove(*key)


def add_unique(text: TableText, statement: AddUniqueConstraintStatement, names: Dialect, extra: Extra) -> None:
    """Add a unique constraint to the table."""
    del extra
    for name in statement.columns.split(","):
        text.column(_plain(name))
    text.add(f"{constraint_name(names, statement.name)}UNIQUE ({names.columns(statement.columns)})")


def drop_unique(text: TableText, statement: DropUniqueConstraintStatement, names: Dialect, extra: Extra) -> None:
    """Remove a unique constraint, or a unique index of that name."""
    del names
    found = text.named(statement.name, ("UNIQUE",))
    if found is not None:
        text.remove(*found)
    elif any(
        index.sql and index.unique and index.name.lower() == statement.name.lower() for index in extra.table.indexes
    ):
        extra.gone.append(statement.name)
    else:
        raise _missing(text, statement.name, "unique constraint", ("UNIQUE",))


def add_foreign_key(text: TableText, statement: AddForeignKeyStatement, names: Dialect, extra: Extra) -> None:
    """Add a foreign key to the table; the table it refers to is in the same file."""
    del extra
    for name in statement.columns.split(","):
        text.column(_plain(name))
    local = statement.replace(referenced_table=statement.referenced_table.replace(schema=None, catalog=None))
    text.add(f"{constraint_name(names, statement.name)}{local.references(names)}{statement.timing()}")


def drop_foreign_key(text: TableText, statement: DropForeignKeyStatement, names: Dialect, extra: Extra) -> None:
    """Remove a foreign key."""
    del names, extra
    found = text.named(statement.name, ("FOREIGN", "REFERENCES"))
    if found is None:
        raise _missing(text, statement.name, "foreign key", ("FOREIGN", "REFERENCES"))
    text.remove(*found)


def add_check(text: TableText, statement: AddCheckStatement, names: Dialect, extra: Extra) -> None:
    """Add a check constraint to the table."""
    del extra
    text.add(f"{constraint_name(names, statement.name)}{statement.check}")


def drop_check(text: TableText, statement: DropCheckStatement, names: Dialect, extra: Extra) -> None:
    """Remove a check constraint."""
    del names, extra
    found = text.named(statement.name, ("CHECK",))
    if found is None:
        raise _missing(text, statement.name, "check constraint", ("CHECK",))
    text.remove(*found)


def number_rows(text: TableText, statement: AddAutoIncrementStatement, names: Dialect, extra: Extra) -> None:
    """Make the primary key, which must be this column alone, INTEGER PRIMARY KEY AUTOINCREMENT."""
    key = text.primary_key()
    item = text.column(statement.column)
    if key is None or text.of_column(*key) != (item.name.lower(),):
        raise Unsupported(
            f"column {statement.column} is not the primary key of {statement.table.name}",
            hint="SQLite numbers the rows of an integer primary key only: add the primary key first",
        )
    if text.without_rowid:
        raise Unsupported("tables WITHOUT ROWID do not number their rows", hint="make the table with rowids")
    text.remove(*key)
    item.set_type("INTEGER")
    item.behind_type(f"{constraint_name(names, key[1].name)}PRIMARY KEY AUTOINCREMENT")
    extra.numbers_from = statement.numbering.start


def _plain(name: str) -> str:
    """Remove direction and blanks from a name in a list of columns."""
    return re.sub(r"\s+(?:asc|desc)$", "", name.strip(), flags=re.IGNORECASE)


def _refuse_second_key(text: TableText) -> None:
    if text.primary_key() is not None:
        raise Unsupported("the table has a primary key already", hint="drop it first with dropPrimaryKey")


def _refuse_without_rowid(text: TableText) -> None:
    if text.without_rowid:
        raise Unsupported(
            "a table WITHOUT ROWID is stored by its primary key and cannot do without",
            hint="make a new table and copy the rows with a sql change",
        )


def _missing(text: TableText, name: str, what: str, kinds: tuple[str, ...]) -> Unsupported:
    known = ", ".join(clause.name for _, clause in text.constraints() if clause.kind in kinds and clause.name)
    return Unsupported(f"there is no {what} {name}", hint=f"there are {known}" if known else "none has a name")


EDITS: Mapping[type[Statement], Callable[[TableText, Any, Dialect, Extra], None]] = {
    AddAutoIncrementStatement: number_rows,
    AddCheckStatement: add_check,
    AddColumnStatement: add_column,
    AddDefaultStatement: add_default,
    AddForeignKeyStatement: add_foreign_key,
    AddPrimaryKeyStatement: add_primary_key,
    AddUniqueConstraintStatement: add_unique,
    DropCheckStatement: drop_check,
    DropColumnStatement: drop_column,
    DropDefaultStatement: drop_default,
    DropForeignKeyStatement: drop_foreign_key,
    DropPrimaryKeyStatement: drop_primary_key,
    DropUniqueConstraintStatement: drop_unique,
    ModifyDataTypeStatement: modify_type,
    SetNullableStatement: set_nullable,
}
"""What a statement that SQLite does not have does to the text of the table."""

"""Statements about rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.errors import MissingAttribute
from clog.model.sql import Sql
from clog.model.statements.base import Statement
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import ObjectName, SqlWriter

_PLACE = re.compile(r":name|:value|\?")


class Lob(Value):
    """A value that is read from a file and sent beside the statement.

    Attributes:
        read: gives the bytes, or the text.
        place: what stands for it in the statement.
    """

    read: Callable[[], bytes | str]
    place: str = "?"


def _written(
    writer: SqlWriter, columns: Sequence[ColumnConfig], lobs: Mapping[str, Lob], schema: str | None = None
) -> dict[str, str]:
    """Write the values of columns, sequences with a schema; of a column that is given twice the last value counts."""
    values = {column.name or "": writer.value(column, schema) for column in columns}
    return {name: lobs[name].place if name in lobs else value for name, value in values.items()} if lobs else values


def _sent(text: str, values: Mapping[str, str], lobs: Mapping[str, Lob]) -> Any:
    """Return a statement, with what is sent beside it. With a LOB in it there is nothing to show."""
    if not lobs:
        return text
    return Sql("", bound=text, parameters=tuple(lobs[name].read() for name in values if name in lobs))


class InsertStatement(Statement):
    """INSERT of one row. `lobs` are columns whose values come from files."""

    table: ObjectName
    columns: tuple[ColumnConfig, ...]
    lobs: Mapping[str, Lob] = {}

    def render(self, writer: SqlWriter) -> Any:
        """Write INSERT INTO table (columns) VALUES (values); sequences are in the table's schema."""
        values = _written(writer, self.columns, self.lobs, self.table.schema)
        written = ", ".join([writer.quote(name) for name in values])
        text = f"INSERT INTO {writer.object(self.table)} ({written}) VALUES ({', '.join(values.values())})"
        return _sent(text, values, self.lobs)


class UpdateStatement(Statement):
    """UPDATE of the rows that meet a condition; all rows where there is none.

    `lobs` are columns whose values come from files; sequences are in the schema `sequences_in`.
    """

    table: ObjectName
    columns: tuple[ColumnConfig, ...]
    where: str | None = None
    parameters: tuple[Any, ...] = ()
    lobs: Mapping[str, Lob] = {}
    sequences_in: str | None = None

    def render(self, writer: SqlWriter) -> Any:
        """Write UPDATE table SET column = value WHERE condition, the columns sorted by name."""
        found = _written(writer, self.columns, self.lobs, self.sequences_in)
        values = {name: found[name] for name in sorted(found)}
        written = ", ".join([f"{writer.quote(name)} = {value}" for name, value in values.items()])
        text = f"UPDATE {writer.object(self.table)} SET {written}{where_clause(writer, self.where, self.parameters)}"
        return _sent(text, values, self.lobs)


class DeleteStatement(Statement):
    """DELETE of the rows that meet a condition; all rows where there is none."""

    table: ObjectName
    where: str | None = None
    parameters: tuple[Any, ...] = ()

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DELETE FROM table WHERE condition."""
        return f"DELETE FROM {writer.object(self.table)}{where_clause(writer, self.where, self.parameters)}"


def where_clause(writer: SqlWriter, where: str | None, parameters: Sequence[Any]) -> str:
    """Write a condition behind WHERE, with a blank before it; empty where there is none.

    Args:
        writer: the dialect.
        where: the condition; :name stands for the next name of the parameters, :value and ? for the next
            value. What is left over stays as it is.
        parameters: columns with their values.

    Raises:
        MissingAttribute: a value that is asked for is NULL; Liquibase breaks there.
    """
    if where is None:
        return ""
    where = where.strip()
    if not parameters:
        return f" WHERE {where}"
    columns = iter([parameter for parameter in parameters if parameter.name])
    values = iter(parameters)

    def fill(match: re.Match[str]) -> str:
        if match[0] == ":name":
            column = next(columns, None)
            return match[0] if column is None else writer.quote(column.name)
        value = next(values, None)
        if value is None:
            return match[0]
        written = writer.value(value)
        if written == "NULL":  # a comparison with it never holds: the author means something else
            raise MissingAttribute(
                f'the condition "{where}" takes a parameter that has no value', hint="write IS NULL into the condition"
            )
        return written

    return f" WHERE {_PLACE.sub(fill, where)}"

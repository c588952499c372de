"""Statements about rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.model.parts import Column
    from clog.model.statements.base import Names, ObjectName

_PLACE = re.compile(r":name|:value|\?")


class InsertStatement(Statement):
    """INSERT of one row."""

    table: ObjectName
    columns: tuple[Column, ...]

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write INSERT INTO table (columns) VALUES (values)."""
        values = {column.name or "": names.value(column) for column in self.columns}
        written = ", ".join([names.quote(name) for name in values])
        return f"INSERT INTO {names.object(self.table)} ({written}) VALUES ({', '.join(values.values())})"


class UpdateStatement(Statement):
    """UPDATE of the rows that meet a condition; all rows where there is none."""

    table: ObjectName
    columns: tuple[Column, ...]
    where: str | None = None
    parameters: tuple[Any, ...] = ()

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write UPDATE table SET column = value WHERE condition, the columns sorted by name."""
        values = {column.name or "": names.value(column) for column in self.columns}
        written = ", ".join([f"{names.quote(name)} = {values[name]}" for name in sorted(values)])
        return f"UPDATE {names.object(self.table)} SET {written}{where_clause(names, self.where, self.parameters)}"


class DeleteStatement(Statement):
    """DELETE of the rows that meet a condition; all rows where there is none."""

    table: ObjectName
    where: str | None = None
    parameters: tuple[Any, ...] = ()

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write DELETE FROM table WHERE condition."""
        return f"DELETE FROM {names.object(self.table)}{where_clause(names, self.where, self.parameters)}"


def where_clause(names: Names, where: str | None, parameters: Sequence[Any]) -> str:
    """Write a condition behind WHERE, with a blank before it; empty where there is none.

    Args:
        names: the dialect.
        where: the condition; :name stands for the next name of the parameters, :value and ? for the next
            value. What is left over stays as it is.
        parameters: columns with their values.
    """
    if where is None:
        return ""
    if not parameters:
        return f" WHERE {where}"
    columns = iter([parameter for parameter in parameters if parameter.name])
    values = iter(parameters)

    def fill(match: re.Match[str]) -> str:
        if match[0] == ":name":
            column = next(columns, None)
            return match[0] if column is None else names.quote(column.name)
        value = next(values, None)
        return match[0] if value is None else names.value(value)

    return f" WHERE {_PLACE.sub(fill, where)}"

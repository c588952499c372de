"""Statements about check constraints, and one about columns that are out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement
from clog.model.statements.constraint import drop_constraint

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


class AddCheckStatement(Statement):
    """ALTER TABLE ... ADD CHECK.

    Attributes:
        table: whose rows must meet the condition.
        name: of the constraint.
        condition: as its author wrote it, with or without parentheses around.
        disabled: whether it does not hold yet.
        validate: whether the rows that are there must meet it.
    """

    table: ObjectName
    name: str
    condition: str
    disabled: bool = False
    validate: bool = True

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ADD CONSTRAINT name CHECK (condition)."""
        return self.compose(writer)

    def compose(self, writer: SqlWriter, *, before: str = "", tail: str = "") -> str:
        """Write the statement with what stands before ADD, a blank behind it, and behind everything."""
        table, name = writer.object(self.table), writer.quote(self.name, "constraint")
        return f"ALTER TABLE {table} {before}ADD CONSTRAINT {name} {self.check}{tail}"

    @property
    def check(self) -> str:
        """The word CHECK with the condition in one pair of parentheses."""
        condition = self.condition.strip()
        return f"CHECK {condition}" if _enclosed(condition) else f"CHECK ({condition})"


def _enclosed(text: str) -> bool:
    """Return whether one pair of parentheses stands around all of a text."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth, quote = 0, ""
    for place, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"`":
            quote = char
        else:
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return place == len(text) - 1
    return False


class DropCheckStatement(Statement):
    """ALTER TABLE ... DROP of a check constraint."""

    table: ObjectName
    name: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table DROP CONSTRAINT name."""
        return drop_constraint(writer, self.table, self.name)


class SwitchCheckStatement(Statement):
    """Switches a check constraint on or off."""

    table: ObjectName
    name: str
    enabled: bool

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ENABLE CONSTRAINT name."""
        return self.compose(writer, "ENABLE CONSTRAINT {}" if self.enabled else "DISABLE CONSTRAINT {}")

    def compose(self, writer: SqlWriter, words: str) -> str:
        """Write the statement with other words around the name."""
        return f"ALTER TABLE {writer.object(self.table)} {words.format(writer.quote(self.name, 'constraint'))}"


class MarkUnusedStatement(Statement):
    """ALTER TABLE ... SET UNUSED: the column is gone for everybody, its data stay until the table is reorganized."""

    table: ObjectName
    column: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table SET UNUSED (column)."""
        return f"ALTER TABLE {writer.object(self.table)} SET UNUSED ({writer.quote(self.column)})"

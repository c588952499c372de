"""Statements that change what is there already: names of tables and columns, types, NOT NULL, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.parts import ColumnConfig
from clog.model.scalars import is_moment, is_true, java_number
from clog.model.statements.base import ObjectName, Statement
from clog.model.type_names import is_boolean

if TYPE_CHECKING:
    from clog.model.statements.base import SqlWriter


class SetNullableStatement(Statement):
    """ALTER TABLE ... that forbids a column to be empty, or allows it. `type` is for databases that want it repeated."""

    table: ObjectName
    column: str
    nullable: bool
    type: str | None = None
    name: str | None = None
    validate: bool = True

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ALTER COLUMN column SET NOT NULL, or DROP NOT NULL."""
        return self.compose(writer, "DROP NOT NULL" if self.nullable else "SET NOT NULL")

    def compose(self, writer: SqlWriter, words: str, *, verb: str = "ALTER COLUMN ") -> str:
        """Write the statement with what stands around the column."""
        return altered(writer, self.table, self.column, words, verb)

    def null(self) -> str:
        """Write NULL or NOT NULL."""
        return "NULL" if self.nullable else "NOT NULL"


class FillNullsStatement(Statement):
    """UPDATE of the rows in which a column is empty. `type` tells truth values from other texts."""

    table: ObjectName
    column: str
    value: str
    type: str | None = None

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write UPDATE table SET column = value WHERE column IS NULL."""
        if not is_boolean(self.type):
            return self.compose(writer, writer.value(ColumnConfig(name=self.column, value=self.value)))
        return self.compose(writer, self.truth(writer))

    def truth(self, writer: SqlWriter) -> str:
        """Write a truth value; a word is written as text, as Liquibase does."""
        if self.bit:
            return str(int(is_true(self.value)))
        written = writer.default(ColumnConfig(type=self.type, default_value=self.value)) or "NULL"
        return written if written.isdigit() else writer.text(written)

    @property
    def bit(self) -> bool:
        """Whether the column is a BIT, which holds numbers on every database."""
        return (self.type or "").strip().lower().startswith("bit")

    def compose(self, writer: SqlWriter, value: str) -> str:
        """Write the statement with the value as it is written."""
        column = writer.quote(self.column)
        return f"UPDATE {writer.object(self.table)} SET {column} = {value} WHERE {column} IS NULL"


class AddDefaultStatement(Statement):
    """ALTER TABLE ... that gives a column a default, which with the name of the column is in `column`."""

    table: ObjectName
    column: ColumnConfig

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ALTER COLUMN column SET DEFAULT value."""
        return self.compose(writer)

    def compose(
        self, writer: SqlWriter, *, verb: str = "ALTER COLUMN ", word: str = "SET DEFAULT", value: str = ""
    ) -> str:
        """Write the statement with what stands around the column.

        Args:
            writer: the dialect.
            verb: what stands before the column.
            word: what stands behind it.
            value: the value as it is written.
        """
        return altered(writer, self.table, self.name, f"{word} {value or self.value(writer)}", verb)

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.column.name or ""

    def value(self, writer: SqlWriter) -> str:
        """Write the value, by its own kind, whatever the type of the column; sequences are in the table's schema."""
        number, drawn = self.column.default_value_numeric, self.column.default_value_sequence_next
        if (self.column.default_value_computed or "").lower() == "null":
            return "null"
        if drawn is not None:
            return writer.next_value(self.sequence(drawn))
        if number is None:
            return writer.default(self.column.replace(type=None)) or "NULL"
        parsed = java_number(number)
        return writer.default(ColumnConfig(default_value_computed=number if parsed is None else parsed)) or "NULL"

    def sequence(self, name: str) -> ObjectName:
        """Return a sequence with the schema of the table."""
        return ObjectName(name, self.table.schema)

    @property
    def is_function(self) -> bool:
        """Whether the database computes the value."""
        number, date = self.column.default_value_numeric, self.column.default_value_date
        return (
            self.column.default_value_computed is not None
            or self.column.default_value_sequence_next is not None
            or (number is not None and java_number(number) is None)
            or (date is not None and not is_moment(date))
        )


class DropDefaultStatement(Statement):
    """ALTER TABLE ... that takes the default from a column. `type` is for databases that want it repeated."""

    table: ObjectName
    column: str
    type: str | None = None

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ALTER COLUMN column SET DEFAULT NULL."""
        return self.compose(writer, "SET DEFAULT NULL")

    def compose(self, writer: SqlWriter, words: str, *, verb: str = "ALTER COLUMN ") -> str:
        """Write the statement with what stands around the column."""
        return altered(writer, self.table, self.column, words, verb)


def altered(writer: SqlWriter, table: ObjectName, column: str, words: str, verb: str) -> str:
    """Write ALTER TABLE table verb column words."""
    return f"ALTER TABLE {writer.object(table)} {verb} {writer.quote(column)} {words}".rstrip()


class ModifyDataTypeStatement(Statement):
    """ALTER TABLE ... that gives a column another type."""

    table: ObjectName
    column: str
    type: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ALTER COLUMN column TYPE type."""
        return self.compose(writer, f"TYPE {writer.column_type(self.type)}")

    def compose(self, writer: SqlWriter, words: str, *, verb: str = "ALTER COLUMN") -> str:
        """Write the statement with what stands around the column."""
        return altered(writer, self.table, self.column, words, verb)


class RenameTableStatement(Statement):
    """Gives a table a new name, in the schema where it is."""

    table: ObjectName
    new_name: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table RENAME TO new name."""
        return self.compose(writer)

    def compose(
        self, writer: SqlWriter, *, before: str = "ALTER TABLE", between: str = "RENAME TO", qualified: bool = False
    ) -> str:
        """Write the statement with what stands before the table and before its new name, which may have its schema."""
        renamed = self.table.replace(name=self.new_name)
        new = writer.object(renamed) if qualified else writer.quote(self.new_name, "table")
        return f"{before} {writer.object(self.table)} {between} {new}"

    def called(self, table: str) -> str:
        """Write a call of sp_rename."""
        return f"exec sp_rename {_in_text(table)}, {_in_text(self.new_name)}"


class RenameColumnStatement(Statement):
    """Gives a column a new name. `type` and `remarks` are for databases that want the whole column."""

    table: ObjectName
    column: str
    new_name: str
    type: str | None = None
    remarks: str | None = None

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table RENAME COLUMN column TO new name."""
        return self.compose(writer)

    def compose(self, writer: SqlWriter, *, verb: str = "RENAME COLUMN", word: str = " TO", tail: str = "") -> str:
        """Write the statement with what stands before the column, before the new name and behind it."""
        table, new = writer.object(self.table), writer.quote(self.new_name)
        return f"ALTER TABLE {table} {verb} {writer.quote(self.column)}{word} {new}{tail}"

    def of_table(self, writer: SqlWriter) -> str:
        """Write RENAME COLUMN table.column TO new name."""
        column = f"{writer.object(self.table)}.{writer.quote(self.column)}"
        return f"RENAME COLUMN {column} TO {writer.quote(self.new_name)}"

    def called(self, column: str, tail: str = "") -> str:
        """Write a call of sp_rename."""
        return f"exec sp_rename {_in_text(column)}, {_in_text(self.new_name)}{tail}"


def _in_text(name: str) -> str:
    """Put a name between the quotes of a text."""
    return "'" + name.replace("'", "''") + "'"


class JoinColumnsStatement(Statement):
    """UPDATE that joins the texts of two columns in a third one."""

    table: ObjectName
    columns: tuple[str, str]
    target: str
    between: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write UPDATE table SET target = first || 'between' || second."""
        return self.compose(writer, f"{{0}} || {writer.between_quotes(self.between)} || {{1}}")

    def compose(self, writer: SqlWriter, template: str) -> str:
        """Write the statement with an expression, {0} and {1} being the two columns."""
        first, second = map(writer.quote, self.columns)
        joined = template.replace("{0}", first).replace("{1}", second)
        return f"UPDATE {writer.object(self.table)} SET {writer.quote(self.target)} = {joined}"

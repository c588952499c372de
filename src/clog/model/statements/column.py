"""Statements about columns of a table, and what a column that numbers its rows asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Numbering, Statement

if TYPE_CHECKING:
    from clog.model.parts import AddColumnConfig, ColumnConfig
    from clog.model.statements.base import ObjectName, SqlWriter

_VALUES = (
    "value", "value_boolean", "value_numeric", "value_date", "value_computed", "value_clob_file", "value_blob_file",
    "value_sequence_next", "value_sequence_current",
)  # fmt: skip
_DEFAULTS = (
    "default_value", "default_value_boolean", "default_value_numeric", "default_value_date",
    "default_value_computed", "default_value_sequence_next",
)  # fmt: skip


def numbering_of(column: ColumnConfig) -> Numbering:
    """Read off a column how it numbers its rows."""
    return Numbering(column.start_with, column.increment_by, column.generation_type, column.default_on_null)


class AddColumnStatement(Statement):
    """ALTER TABLE ... ADD a column, or several where the database takes them together."""

    table: ObjectName
    columns: tuple[AddColumnConfig, ...]

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ADD column type DEFAULT value PRIMARY KEY NOT NULL."""
        return self.compose(writer, [self.definition(writer, column) for column in self.columns])

    def compose(self, writer: SqlWriter, definitions: list[str]) -> str:
        """Write the statement with definitions of the columns in this dialect's words."""
        return f"ALTER TABLE {writer.object(self.table)} {', '.join(f'ADD {text}' for text in definitions)}"

    def definition(self, writer: SqlWriter, column: AddColumnConfig, *, key_last: bool = False) -> str:
        """Write a column; the default is written by its own kind, whatever the type of the column.

        Args:
            writer: the dialect.
            column: the column.
            key_last: whether PRIMARY KEY stands behind NOT NULL.
        """
        constraints = column.constraints
        key = " PRIMARY KEY" if constraints is not None and constraints.primary_key else ""
        default = added_default(writer, column.replace(type=None))
        return (
            f"{writer.quote(column.name or '')} {typed(writer, column)}"
            + ("" if default is None else f" DEFAULT {default}")
            + ("" if key_last else key)
            + (f" {writer.numbering(numbering_of(column))}" if column.auto_increment else "")
            + (" NOT NULL" if not nullable(column) else " NULL" if writer.traits.explicit_null else "")
            + (key if key_last else "")
            + placed(writer, column)
        )

    def numbered_first(
        self, writer: SqlWriter, column: AddColumnConfig, *, default: str | None = None, remarks: str = ""
    ) -> str:
        """Write a column as most products of today want it: numbering, default by type, constraints.

        Args:
            writer: the dialect.
            column: the column.
            default: the default with what stands before it; by default DEFAULT and the value.
            remarks: the comment with what stands around it.
        """
        constraints = column.constraints
        numbers = column.auto_increment and writer.traits.auto_increment
        if default is None:
            value = added_default(writer, column)
            default = "" if value is None else f" DEFAULT {value}"
        kind = typed(writer, column) if column.type is not None else ""
        return (
            writer.quote(column.name or "")
            + (f" {kind}" if kind else "")
            + (f" {writer.numbering(numbering_of(column))}" if numbers else "")
            + default
            + self.nullability(writer, column, kind)
            + (" PRIMARY KEY" if constraints is not None and constraints.primary_key else "")
            + remarks
            + placed(writer, column)
        )

    def nullability(self, writer: SqlWriter, column: AddColumnConfig, kind: str) -> str:
        """Write NOT NULL with the name of the constraint, or NULL where it must be said."""
        if nullable(column):
            return " NULL" if writer.says_null(kind, added=True) else ""
        constraints = column.constraints
        name = ""
        if constraints is not None and constraints.nullable is False and not has_value(column):
            name = constraints.not_null_constraint_name or ""
        return f" CONSTRAINT {writer.quote(name, 'constraint')} NOT NULL" if name else " NOT NULL"


def typed(writer: SqlWriter, column: ColumnConfig) -> str:
    """Write the type of a column."""
    return writer.column_type(column.type or "null", auto_increment=bool(column.auto_increment))


def has_default(column: ColumnConfig) -> bool:
    """Return whether a column has a default value of any kind."""
    return any(column.get(field) is not None for field in _DEFAULTS)


def added_default(writer: SqlWriter, column: ColumnConfig) -> str | None:
    """Write the default of an added column; None when it has none. An expression NULL is written in small letters."""
    value = writer.default(column)
    return "null" if value is not None and value.lower() == "null" else value


def has_value(column: ColumnConfig) -> bool:
    """Return whether the rows that are there get a value of their own."""
    return any(column.get(field) is not None for field in _VALUES)


def nullable(column: ColumnConfig) -> bool:
    """Return whether an added column may be empty at once; with a value for the rows that are there, NOT NULL comes later."""
    constraints = column.constraints
    if constraints is None:
        return True
    if constraints.primary_key:
        return False
    return constraints.nullable is not False or has_value(column)


def placed(writer: SqlWriter, column: AddColumnConfig) -> str:
    """Write the place of an added column among the others."""
    before = f" BEFORE {writer.quote(column.before_column)} " if column.before_column else ""
    after = f" AFTER {writer.quote(column.after_column)}" if column.after_column else ""
    return before + after


class DropColumnStatement(Statement):
    """ALTER TABLE ... DROP COLUMN, one by one or together where the database takes them so."""

    table: ObjectName
    columns: tuple[str, ...]

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table DROP COLUMN column."""
        return self.compose(writer)

    def compose(self, writer: SqlWriter, *, verb: str = "DROP COLUMN", tail: str = "") -> tuple[str, ...]:
        """Write a statement for each column, with what stands around the column."""
        table = writer.object(self.table)
        return tuple([f"ALTER TABLE {table} {verb} {writer.quote(column)}{tail}" for column in self.columns])


class AddAutoIncrementStatement(Statement):
    """ALTER TABLE ... that makes a column number its rows."""

    table: ObjectName
    column: str
    type: str | None = None
    numbering: Numbering = Numbering()

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table MODIFY column type GENERATED BY DEFAULT AS IDENTITY."""
        kind = writer.column_type(self.type or "", auto_increment=True)
        return self.compose(writer, f"{kind} {writer.numbering(self.numbering)}")

    def compose(self, writer: SqlWriter, definition: str, *, verb: str = "MODIFY") -> str:
        """Write the statement with what stands around the column."""
        return f"ALTER TABLE {writer.object(self.table)} {verb} {writer.quote(self.column)} {definition}"


class SetColumnRemarksStatement(Statement):
    """COMMENT ON COLUMN. `type` is for databases that want the whole column, `parent` TABLE or VIEW."""

    table: ObjectName
    column: str
    remarks: str
    type: str | None = None
    parent: str = "TABLE"

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write COMMENT ON COLUMN table.column IS 'remarks'."""
        column = f"{writer.object(self.table)}.{writer.quote(self.column)}"
        return f"COMMENT ON COLUMN {column} IS {writer.text(self.remarks)}"


class ReorganizeTableStatement(Statement):
    """What DB2 needs after the columns of a table have changed; other databases need nothing."""

    table: ObjectName

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write nothing."""
        del writer
        return ()

"""Statements about tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import ObjectName, Statement
from clog.model.statements.column import numbering_of
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.parts import ColumnConfig, ConstraintsConfig
    from clog.model.statements.base import SqlWriter


class CreateTableStatement(Statement):
    """CREATE TABLE with columns and constraints. `kind` is what stands between CREATE and TABLE."""

    table: ObjectName
    columns: tuple[ColumnConfig, ...]
    kind: str | None = None
    tablespace: str | None = None
    remarks: str | None = None
    if_not_exists: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write CREATE TABLE table (columns, PRIMARY KEY, FOREIGN KEY, UNIQUE) TABLESPACE name."""
        return self.compose(writer)

    def compose(
        self,
        writer: SqlWriter,
        *,
        table: str = "",
        columns: Iterable[str] | None = None,
        key: str | None = None,
        foreign_keys: Iterable[str] | None = None,
        unique: Iterable[str] | None = None,
        tail: str = "",
    ) -> str:
        """Write the statement, with what a database says instead at the places where databases differ.

        Args:
            writer: the dialect.
            table: the table as it is written.
            columns: the definitions of the columns.
            key: the primary key as one of the constraints; empty for none.
            foreign_keys: the foreign keys.
            unique: the unique constraints.
            tail: what stands behind everything, with a blank before it.
        """
        kind = f"{self.kind.strip(BLANKS).upper()} " if self.kind else ""
        exists = "IF NOT EXISTS " if self.if_not_exists and writer.traits.create_if_not_exists else ""
        inner = list(columns if columns is not None else [self.definition(writer, column) for column in self.columns])
        inner.append(self.primary_key(writer) if key is None else key)
        inner += self.foreign_keys(writer) if foreign_keys is None else foreign_keys
        inner += self.unique(writer) if unique is None else unique
        body = ", ".join(filter(None, inner))
        space = ""
        if self.tablespace and writer.traits.tablespaces:
            space = f" {writer.traits.tablespace_word} {self.tablespace}"
        return f"CREATE {kind}TABLE {exists}{table or writer.object(self.table)} ({body}){space}{tail}"

    def definition(self, writer: SqlWriter, column: ColumnConfig, *, inline: str = "") -> str:
        """Write a column: name, type, default, numbering and NOT NULL.

        Args:
            writer: the dialect.
            column: the column.
            inline: what stands behind the type, with a blank before it.
        """
        kind = (
            "" if column.type is None else writer.column_type(column.type, auto_increment=bool(column.auto_increment))
        )
        quoted = writer.quote(column.name or "", column_kind(column, typed=bool(kind)))
        text = f"{quoted} {kind}{inline}" if kind else quoted + inline
        numbered_by_type = kind.lower().endswith("serial")
        if kind and not numbered_by_type:
            name = None if is_key(column) else column.default_value_constraint_name
            text += writer.default_clause(column, self.table.name, name)
        if not numbered_by_type and writer.numbers_rows(column):
            clause = writer.numbering(numbering_of(column))
            text += f" {clause}" if clause else ""
        return text + self.nullability(writer, column, kind)

    def nullability(self, writer: SqlWriter, column: ColumnConfig, kind: str) -> str:
        """Write NOT NULL, or NULL where it must be said."""
        constraints = column.constraints
        if constraints is None or not (constraints.nullable is False or constraints.primary_key):
            return " NULL" if kind and writer.says_null(kind) else ""
        if constraints.nullable is not False or not writer.traits.not_null_names:
            return " NOT NULL"
        name = (constraints.not_null_constraint_name or "").strip(BLANKS)
        named = f" CONSTRAINT {writer.quote(name, 'constraint')}" if name else ""
        unchecked = writer.traits.unchecked if constraints.validate_nullable is False else ""
        return f"{named} NOT NULL{unchecked}"

    def key_columns(self) -> list[str]:
        """List the columns of the primary key."""
        return [column.name or "" for column in self.columns if is_key(column)]

    def key_constraints(self) -> ConstraintsConfig | None:
        """Return the constraints of the first column of the primary key, which speak for all; None without a key."""
        return next((column.constraints for column in self.columns if is_key(column)), None)

    def key_name(self, writer: SqlWriter) -> str:
        """Write the name of the primary key, made from the table's where none is given."""
        constraints = self.key_constraints()
        given = (constraints.primary_key_name or "").strip(BLANKS) if constraints is not None else ""
        return writer.quote(given or writer.primary_key_name(self.table.name), "constraint")

    def primary_key(
        self, writer: SqlWriter, columns: list[str] | None = None, *, deferrable: bool | None = None
    ) -> str:
        """Write the primary key as a constraint of the table; empty where there is none.

        Args:
            writer: the dialect.
            columns: the columns of the key in the order that the database wants.
            deferrable: whether it may be DEFERRABLE; by default where other constraints may.
        """
        constraints = self.key_constraints()
        if constraints is None:
            return ""
        text = f"CONSTRAINT {self.key_name(writer)} PRIMARY KEY ({writer.columns(columns or self.key_columns())})"
        if constraints.primary_key_tablespace and writer.traits.key_tablespaces:
            text += f" USING INDEX TABLESPACE {constraints.primary_key_tablespace}"
        if constraints.validate_primary_key is False:
            text += " ENABLE NOVALIDATE "  # on all databases, as Liquibase does
        if writer.traits.deferrable if deferrable is None else deferrable:
            text += " INITIALLY DEFERRED" if constraints.initially_deferred else ""
            text += " DEFERRABLE" if constraints.deferrable else ""
        return text

    def foreign_keys(
        self,
        writer: SqlWriter,
        *,
        name_last: bool = False,
        deferred: str = " INITIALLY DEFERRED",
        deferrable: str = " DEFERRABLE",
    ) -> Iterable[str]:
        """Write the foreign keys.

        Args:
            writer: the dialect.
            name_last: whether CONSTRAINT and the name stand at the end.
            deferred: what is written for initiallyDeferred.
            deferrable: what is written for deferrable.
        """
        for column in self.columns:
            constraints = column.constraints
            if constraints is None or not refers(constraints):
                continue
            name = f"CONSTRAINT {writer.quote(constraints.foreign_key_name or '', 'constraint')}"
            text = f"FOREIGN KEY ({writer.quote(column.name or '')}) REFERENCES {reference(writer, constraints)}"
            text += " ON DELETE CASCADE" if constraints.delete_cascade else ""
            text = f"{text} {name}" if name_last else f"{name} {text}"
            text += deferred if constraints.initially_deferred else ""
            text += deferrable if constraints.deferrable else ""
            yield text + (writer.traits.unchecked if constraints.validate_foreign_key is False else "")

    def unique(self, writer: SqlWriter) -> Iterable[str]:
        """Write the unique constraints: those without names first, columns of one name together."""
        groups: list[tuple[str | None, list[ColumnConfig]]] = []
        named: dict[str, list[ColumnConfig]] = {}
        for column in self.columns:
            constraints = column.constraints
            if constraints is None or not constraints.unique:
                continue
            if constraints.unique_constraint_name is None:
                groups.append((None, [column]))
            else:
                named.setdefault(constraints.unique_constraint_name, []).append(column)
        for given, columns in (*groups, *named.items()):
            name = "" if given is None else f"CONSTRAINT {writer.quote(given, 'constraint')}"
            text = f"UNIQUE ({writer.columns([column.name or '' for column in columns])})"
            text = f"{name} {text}" if name else text
            checked = any(column.constraints.validate_unique is not False for column in columns if column.constraints)
            yield text if checked else text + writer.traits.unchecked


def reference(writer: SqlWriter, constraints: ConstraintsConfig) -> str:
    """Write the table and the columns that a column refers to."""
    if constraints.references is None:
        table = ObjectName(
            constraints.referenced_table_name or "",
            constraints.referenced_table_schema_name,
            constraints.referenced_table_catalog_name,
        )
        return f"{writer.object(table)}({writer.columns(constraints.referenced_column_names or '')})"
    prefix = "" if "." in constraints.references else writer.schema_prefix()
    return prefix + constraints.references


def column_kind(column: ColumnConfig, *, typed: bool) -> str:
    """Say how the name of a column is quoted: what looks like a function call is one without a type only."""
    if column.computed or not typed:
        return "function"
    return "no function" if "(" in (column.name or "") else "column"


def is_key(column: ColumnConfig) -> bool:
    """Return whether a column is part of the primary key."""
    return column.constraints is not None and bool(column.constraints.primary_key)


def refers(constraints: ConstraintsConfig) -> bool:
    """Return whether a column is a foreign key."""
    return constraints.references is not None or (
        constraints.referenced_table_name is not None and constraints.referenced_column_names is not None
    )


class DropTableStatement(Statement):
    """DROP TABLE. `cascade`: constraints that refer to it go too, where the database can say so."""

    table: ObjectName
    cascade: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP TABLE table CASCADE."""
        cascade = f" {writer.traits.drop_cascade}" if self.cascade and writer.traits.drop_cascade else ""
        return f"DROP TABLE {writer.object(self.table)}{cascade}"


class SetTableRemarksStatement(Statement):
    """COMMENT ON TABLE."""

    table: ObjectName
    remarks: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write COMMENT ON TABLE table IS 'remarks'."""
        return f"COMMENT ON TABLE {writer.object(self.table)} IS {writer.text(self.remarks)}"

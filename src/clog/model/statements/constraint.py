"""Statements about keys, foreign keys and unique constraints of tables that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


def constraint_name(writer: SqlWriter, name: str | None) -> str:
    """Write CONSTRAINT and its name with a blank behind it; empty where it has none."""
    return f"CONSTRAINT {writer.quote(name, 'constraint')} " if name else ""


class AddPrimaryKeyStatement(Statement):
    """ALTER TABLE ... ADD PRIMARY KEY.

    `columns` are separated by commas; `index` is one that is there and shall serve the key; `clustered` None: not said.
    """

    table: ObjectName
    columns: str
    name: str | None = None
    tablespace: str | None = None
    clustered: bool | None = None
    index: ObjectName | None = None
    validate: bool = True

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ADD CONSTRAINT name PRIMARY KEY (columns) USING INDEX TABLESPACE name."""
        return self.compose(writer)

    def compose(
        self, writer: SqlWriter, *, constraint: str | None = None, kind: str = "", tail: str | None = None
    ) -> tuple[str, ...]:
        """Write the statement, with what a database says instead at the places where databases differ.

        Args:
            writer: the dialect.
            constraint: CONSTRAINT and the name, with a blank behind it.
            kind: what stands before the columns, with a blank before it.
            tail: what stands behind the columns, with a blank before it.
        """
        name = constraint_name(writer, self.name) if constraint is None else constraint
        if tail is None:
            known = writer.traits.tablespaces and writer.traits.key_tablespaces
            tail = f" USING INDEX TABLESPACE {self.tablespace}" if self.tablespace and known else ""
        columns = f"({writer.columns(self.columns)})"
        return (f"ALTER TABLE {writer.object(self.table)} ADD {name}PRIMARY KEY{kind} {columns}{tail}",)


class DropPrimaryKeyStatement(Statement):
    """ALTER TABLE ... DROP PRIMARY KEY. `drop_index` None: not said."""

    table: ObjectName
    name: str | None = None
    drop_index: bool | None = None

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table DROP PRIMARY KEY."""
        return f"ALTER TABLE {writer.object(self.table)} DROP PRIMARY KEY"

    def by_name(self, writer: SqlWriter) -> str:
        """Write ALTER TABLE table DROP CONSTRAINT name."""
        return drop_constraint(writer, self.table, self.name)


def drop_constraint(writer: SqlWriter, table: ObjectName, name: str | None, verb: str = "CONSTRAINT") -> str:
    """Write ALTER TABLE table DROP CONSTRAINT name; what has no name is called null, as Liquibase does."""
    written = writer.quote(name, "constraint") if name else "null"
    return f"ALTER TABLE {writer.object(table)} DROP {verb} {written}"


class AddUniqueConstraintStatement(Statement):
    """ALTER TABLE ... ADD UNIQUE. `columns` are separated by commas; `index` is one that is there and shall serve."""

    table: ObjectName
    columns: str
    name: str | None = None
    tablespace: str | None = None
    clustered: bool = False
    index: ObjectName | None = None
    deferrable: bool = False
    initially_deferred: bool = False
    disabled: bool = False
    validate: bool = True

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ADD CONSTRAINT name UNIQUE (columns)."""
        return self.compose(writer)

    def compose(self, writer: SqlWriter, *, constraint: str | None = None, kind: str = "", tail: str = "") -> str:
        """Write the statement, with what a database says instead at the places where databases differ.

        Args:
            writer: the dialect.
            constraint: CONSTRAINT and the name, with a blank behind it.
            kind: what stands before the columns, with a blank before it.
            tail: what stands behind the columns, with a blank before it.
        """
        name = constraint_name(writer, self.name) if constraint is None else constraint
        return f"ALTER TABLE {writer.object(self.table)} ADD {name}UNIQUE{kind} ({writer.columns(self.columns)}){tail}"

    def timing(self) -> str:
        """Write when the constraint is checked, with a blank before it."""
        later = " INITIALLY DEFERRED" if self.initially_deferred else ""
        return (" DEFERRABLE" if self.deferrable else "") + later


class DropUniqueConstraintStatement(Statement):
    """ALTER TABLE ... DROP of a unique constraint. `columns` are for databases that know it by them."""

    table: ObjectName
    name: str
    columns: str | None = None

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table DROP CONSTRAINT name."""
        return drop_constraint(writer, self.table, self.name)


class AddForeignKeyStatement(Statement):
    """ALTER TABLE ... ADD FOREIGN KEY. Columns are separated by commas; rules (CASCADE ...) in any case."""

    table: ObjectName
    columns: str
    name: str
    referenced_table: ObjectName
    referenced_columns: str
    on_delete: str | None = None
    on_update: str | None = None
    deferrable: bool = False
    initially_deferred: bool = False
    validate: bool = True

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ADD CONSTRAINT name FOREIGN KEY (columns) REFERENCES table (columns) with rules."""
        return self.compose(writer)

    def compose(
        self,
        writer: SqlWriter,
        *,
        on_update: bool = True,
        on_delete: bool = True,
        no_rules: tuple[str, ...] = (),
        deferred: str | None = None,
        tail: str = "",
    ) -> str:
        """Write the statement, with what a database says instead at the places where databases differ.

        Args:
            writer: the dialect.
            on_update: whether the database knows ON UPDATE.
            on_delete: whether the database knows ON DELETE.
            no_rules: rules which the database does not know, and which are left out, in capitals.
            deferred: when the constraint is checked, with a blank before it.
            tail: what stands behind everything, with a blank before it.
        """
        text = f"ALTER TABLE {writer.object(self.table)} ADD CONSTRAINT {writer.quote(self.name, 'constraint')} "
        return (
            text
            + self.references(writer, on_update=on_update, on_delete=on_delete, no_rules=no_rules)
            + (self.timing() if deferred is None else deferred)
            + tail
        )

    def references(
        self, writer: SqlWriter, *, on_update: bool = True, on_delete: bool = True, no_rules: tuple[str, ...] = ()
    ) -> str:
        """Write FOREIGN KEY (columns) REFERENCES table (columns) with the rules; see `written`."""
        update = self.on_update if on_update and (self.on_update or "").upper() not in no_rules else None
        delete = self.on_delete if on_delete and (self.on_delete or "").upper() not in no_rules else None
        return (
            f"FOREIGN KEY ({undirected(writer, self.columns)}) REFERENCES {writer.object(self.referenced_table)}"
            f" ({undirected(writer, self.referenced_columns)})"
            + (f" ON UPDATE {update}" if update else "")
            + (f" ON DELETE {delete}" if delete else "")
        )

    def timing(self) -> str:
        """Write when the constraint is checked, with a blank before it."""
        later = " INITIALLY DEFERRED" if self.initially_deferred else ""
        return (" DEFERRABLE" if self.deferrable else "") + later


def undirected(writer: SqlWriter, columns: str) -> str:
    """Write a list of columns without directions: foreign keys have none."""
    return ", ".join(part.removesuffix(" DESC") for part in writer.columns(columns).split(", "))


class DropForeignKeyStatement(Statement):
    """ALTER TABLE ... DROP of a foreign key."""

    table: ObjectName
    name: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table DROP CONSTRAINT name."""
        return drop_constraint(writer, self.table, self.name)

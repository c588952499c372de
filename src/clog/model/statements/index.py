"""Statements about indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.statements.base import ObjectName, SqlWriter


class IndexColumn(Value):
    """A column of an index, or an expression: `computed` names are written as they are; None: not said."""

    name: str
    computed: bool | None = None
    descending: bool = False

    def compose(self, writer: SqlWriter) -> str:
        """Write the name, or the expression as it is."""
        if self.computed:
            return self.name
        return writer.quote(self.name, "function" if self.computed is None else "column")

    def is_identifier(self) -> bool:
        """Return whether the name is a column's, and written without quotes where nothing is said about it."""
        return self.name.isascii() and self.name.isidentifier() if self.computed is None else not self.computed


class CreateIndexStatement(Statement):
    """CREATE INDEX. `name` is None where the database shall find one.

    `serves` are the kinds of constraint that the index stands behind (primaryKey, foreignKey,
    uniqueConstraint): databases that make such an index themselves write nothing.
    """

    name: str | None
    table: ObjectName
    columns: tuple[IndexColumn, ...]
    unique: bool = False
    clustered: bool = False
    tablespace: str | None = None
    serves: frozenset[str] = frozenset()

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write CREATE [UNIQUE] INDEX name ON table(columns)."""
        return self.compose(writer)

    def made_anyway(self, *kinds: str) -> bool:
        """Return whether the index serves a constraint for which the database makes one itself."""
        return not self.serves.isdisjoint(kinds or ("primaryKey", "uniqueConstraint", "foreignKey"))

    def compose(
        self,
        writer: SqlWriter,
        *,
        name: str | None = None,
        kind: str = "",
        on: str = "ON ",
        columns: str = "",
        tail: str = "",
        made: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """Write the statement, with what a database says instead at the places where databases differ.

        Args:
            writer: the dialect.
            name: the name as it is written; by default with the schema of the table.
            kind: what stands before INDEX besides UNIQUE, with a blank behind it.
            on: what stands before the table.
            columns: the columns with what encloses them.
            tail: what stands behind the columns, with a blank before it.
            made: the constraints for which the database makes an index itself; by default all.

        Returns:
            Nothing where the database makes the index itself.
        """
        if self.serves and self.made_anyway(*made):
            return ()
        if name is None and self.name is not None:
            name = writer.object(self.table.replace(name=self.name), "index")
        unique = "UNIQUE " if self.unique else ""
        shown = f"{name} " if name else ""
        table = writer.object(self.table)
        return (f"CREATE {unique}{kind}INDEX {shown}{on}{table}{columns or f'({self.column_list(writer)})'}{tail}",)

    def mixtures(self) -> Iterator[str]:
        """Say what is wrong with the columns where an index holds one expression, or columns of one direction."""
        if len(self.columns) > 1 and not all(column.is_identifier() for column in self.columns):
            yield "an index holds one expression or some columns: make two indexes of it"
        if len({column.descending for column in self.columns}) > 1:
            yield "an index has one direction: make two indexes of it"

    def column_list(self, writer: SqlWriter) -> str:
        """Write the columns with their directions, separated by commas."""
        return ", ".join(column.compose(writer) + (" DESC" if column.descending else "") for column in self.columns)


class DropIndexStatement(Statement):
    """DROP INDEX. Some databases want the table, others do not know it here."""

    name: str | None
    table: ObjectName

    def render(self, writer: SqlWriter) -> str:
        """Write DROP INDEX schema.name."""
        if self.name is None:  # as Liquibase writes it, without quotes
            return f"DROP INDEX {writer.object(self.table.replace(name='i'), 'index').removesuffix(writer.quote('i', 'index'))}null"
        return f"DROP INDEX {writer.object(self.table.replace(name=self.name), 'index')}"

    def shown(self, writer: SqlWriter) -> str:
        """Write the name without schema; null where there is none."""
        return "null" if self.name is None else writer.quote(self.name, "index")

"""Firebird. Reference: liquibase.database.core.FirebirdDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.errors import Unsupported
from clog.model.statements.alteration import RenameColumnStatement
from clog.model.statements.column import DropColumnStatement, SetColumnRemarksStatement
from clog.model.statements.constraint import AddForeignKeyStatement, DropPrimaryKeyStatement
from clog.model.statements.index import CreateIndexStatement
from clog.model.statements.sequence import AlterSequenceStatement
from clog.model.statements.table import SetTableRemarksStatement
from clog.model.statements.view import CreateViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.statements.base import Statement

_FIRST_WITH_BOOLEAN = (3,)
_CREATE = re.compile(r"\bCREATE\b", re.IGNORECASE)


def _boolean(dialect: TypeWriter, kind: DataType) -> str:
    del kind
    return "BOOLEAN" if dialect.version is None or dialect.version >= _FIRST_WITH_BOOLEAN else "SMALLINT"


class FirebirdDialect(Dialect):
    """Firebird: no schemas at all, long texts are blobs."""

    name = "firebird"
    traits = Traits(
        "firebird",
        replace_routines="OR ALTER",
        mixed_indexes=False,
        schemas=False,
        auto_increment=False,
        true="TRUE",
        false="FALSE",
    )
    qualified_by = ""
    sequence_next = "NEXT VALUE FOR %s"
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "blob": "BLOB",
        "boolean": _boolean,
        "clob": "BLOB SUB_TYPE TEXT",
        "currency": "DECIMAL(18, 4)",
        "datetime": "TIMESTAMP",
        "double": "DOUBLE PRECISION",
        "float": "FLOAT",
        "int": "INT",
        "mediumint": "MEDIUMINT",
        "smallint": "SMALLINT",
        "timestamp": "TIMESTAMP",
        "tinyint": "SMALLINT",
        "xml": "BLOB SUB_TYPE TEXT",
    }

    def boolean(self, value: bool) -> str:  # noqa: FBT001 - the one thing it takes
        """Write a number where the version has no truth values."""
        if self.version is not None and self.version < _FIRST_WITH_BOOLEAN:
            return "1" if value else "0"
        return super().boolean(value)

    @renders(SetViewRemarksStatement, SetTableRemarksStatement, SetColumnRemarksStatement)
    def no_remarks(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no comments here."""
        del statement
        return ()

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write DESCENDING before INDEX, and COMPUTED BY before an expression.

        Raises:
            Unsupported: expressions and columns, or both directions, in one index.
        """
        columns = statement.columns
        for mixture in statement.mixtures():
            raise Unsupported(f"firebird: {mixture}", hint="or restrict the change set with dbms")
        computed = [column.name for column in columns if not column.is_identifier()]
        directions = {column.descending for column in columns}
        names = ", ".join(self.quote(column.name) for column in columns)
        return statement.compose(
            self,
            kind="DESCENDING " if directions == {True} else "",
            columns=f" COMPUTED BY ({self.bare(computed[0])})" if computed else f"({names})",
        )

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> str:
        """Write RECREATE instead of CREATE OR REPLACE."""
        text = statement.compose(self, "RECREATE" if statement.or_replace else "CREATE")
        return _CREATE.sub("RECREATE", text, count=1) if statement.full and statement.or_replace else text

    @renders(AlterSequenceStatement)
    def alter_sequence(self, statement: AlterSequenceStatement) -> str:
        """Write the smallest value as RESTART WITH."""
        words = {} if statement.minimum is None else {"minimum": "RESTART WITH {}"}
        return statement.compose(self, words=words)

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> tuple[str, ...]:
        """Write DROP without COLUMN."""
        return statement.compose(self, verb="DROP")

    @renders(DropPrimaryKeyStatement)
    def drop_primary_key(self, statement: DropPrimaryKeyStatement) -> str:
        """Drop it by its name."""
        return statement.by_name(self)

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Omit RESTRICT, which it does anyway."""
        return statement.compose(self, no_rules=("RESTRICT",))

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Write ALTER COLUMN column TO new name."""
        return statement.compose(self, verb="ALTER COLUMN")


DIALECT = FirebirdDialect

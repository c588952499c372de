"""SAP Adaptive Server Enterprise (Sybase). Reference: liquibase.database.core.SybaseDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import QUOTE_ALL
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    JoinColumnsStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.column import DropColumnStatement, SetColumnRemarksStatement
from clog.model.statements.constraint import AddForeignKeyStatement, AddPrimaryKeyStatement, DropPrimaryKeyStatement
from clog.model.statements.index import CreateIndexStatement, DropIndexStatement
from clog.model.statements.sequence import (
    AlterSequenceStatement,
    CreateSequenceStatement,
    DropSequenceStatement,
    RenameSequenceStatement,
)
from clog.model.statements.table import SetTableRemarksStatement
from clog.model.statements.tracking import CreateHistoryTable
from clog.model.statements.view import SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.types import TypeTable
    from clog.model.statements.base import Statement

_KEY_COLUMN = re.compile(r"\b(ID|AUTHOR) VARCHAR\(255\)")


class SybaseDialect(Dialect):
    """ASE: brackets around names, every column says NULL or NOT NULL."""

    name = "sybase"
    traits = Traits(
        "sybase",
        replace_routines="OR REPLACE",
        identifier_quotes=("[", "]"),
        sequences=False,
        tablespaces=True,
        explicit_null=True,
        now="GETDATE()",
        batch_separator="GO",
        open_batches=True,
    )
    index_schema = False
    counts_fractions = False
    numbering_words = "IDENTITY"
    numbering_options = ()
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "blob": "IMAGE",
        "boolean": "BIT",
        "clob": "TEXT",
        "currency": "MONEY",
        "int": "INT",
        "smallint": "SMALLINT",
        "timestamp": "datetime",
        "tinyint": "TINYINT",
        "uuid": "UNIQUEIDENTIFIER",
        "xml": "TEXT",
    }

    def must_quote(self, name: str) -> bool:
        """Return whether a name cannot stand alone; what looks like a function call is left alone."""
        return "(" not in name and super().must_quote(name)

    def write_identifier(self, name: str, kind: str) -> str:
        """Leave indexes without quotes even where all names are quoted."""
        if self.quoting == QUOTE_ALL and kind == "index":
            return name
        return super().write_identifier(name, kind)

    @renders(SetViewRemarksStatement, SetTableRemarksStatement, SetColumnRemarksStatement)
    def no_remarks(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no comments here."""
        del statement
        return ()

    @renders(CreateSequenceStatement, AlterSequenceStatement, DropSequenceStatement, RenameSequenceStatement)
    def no_sequences(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no sequences here."""
        del statement
        return ()

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write TABLESPACE behind the columns; the name of the index is never quoted."""
        return statement.compose(
            self,
            name=statement.name and self.bare(statement.name),
            tail=f" TABLESPACE {statement.tablespace}" if statement.tablespace else "",
        )

    @renders(DropIndexStatement)
    def drop_index(self, statement: DropIndexStatement) -> str:
        """Write DROP INDEX table.index, both without quotes."""
        return f"DROP INDEX {self.bare(statement.table.name)}.{self.bare(statement.name or 'null')}"

    @renders(CreateHistoryTable)
    def create_history_table(self, statement: CreateHistoryTable) -> str:
        """Write a key for the table, and make its columns fit into an index of 600 bytes."""
        text = _KEY_COLUMN.sub(r"\1 VARCHAR(150)", statement.render(self))
        return text[:-1] + ", PRIMARY KEY(ID, AUTHOR, FILENAME))"

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> tuple[str, ...]:
        """Write DROP without COLUMN."""
        return statement.compose(self, verb="DROP")

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Write USING INDEX TABLESPACE behind the columns."""
        space = f" USING INDEX TABLESPACE {statement.tablespace}" if statement.tablespace else ""
        return statement.compose(self, tail=space)

    @renders(DropPrimaryKeyStatement)
    def drop_primary_key(self, statement: DropPrimaryKeyStatement) -> str:
        """Drop it by its name."""
        return statement.by_name(self)

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Omit the rules, which it does not know."""
        return statement.compose(self, on_update=False, on_delete=False)

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write MODIFY column NULL."""
        return statement.compose(self, statement.null(), verb="MODIFY")

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write REPLACE column DEFAULT value."""
        return statement.compose(self, verb="REPLACE", word="DEFAULT")

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write REPLACE column DEFAULT NULL."""
        return statement.compose(self, "DEFAULT NULL", verb="REPLACE")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write MODIFY column type."""
        return statement.compose(self, self.column_type(statement.type), verb="MODIFY")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Call sp_rename, with the bare name of the table."""
        return statement.called(statement.table.name)

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Call sp_rename, with the bare names of table and column."""
        return statement.called(f"{statement.table.name}.{statement.column}")

    @renders(JoinColumnsStatement)
    def join_columns(self, statement: JoinColumnsStatement) -> str:
        """Write + between the columns."""
        return statement.compose(self, f"{{0}} + {self.between_quotes(statement.between)} + {{1}}")


DIALECT = SybaseDialect

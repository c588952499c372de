"""SAP Adaptive Server Enterprise (Sybase). Reference: liquibase.database.core.SybaseDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base import Dialect, renders
from clog.dialects.quoting import QUOTE_ALL
from clog.model.statements.column import DropColumnStatement, SetColumnRemarksStatement
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
    from clog.dialects.data_types import TypeTable
    from clog.model.statements.base import Statement

_KEY_COLUMN = re.compile(r"\b(ID|AUTHOR) VARCHAR\(255\)")


class SybaseDialect(Dialect):
    """ASE: brackets around names, every column says NULL or NOT NULL."""

    name = "sybase"
    traits = Traits(
        "sybase",
        identifier_quotes=("[", "]"),
        sequences=False,
        tablespaces=True,
        explicit_null=True,
        now="GETDATE()",
        batch_separator="GO",
    )
    index_schema = False
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
        """Whether a name cannot stand alone; what looks like a function call is left alone."""
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
        return statement.written(
            self, name=statement.name, tail=f" TABLESPACE {statement.tablespace}" if statement.tablespace else ""
        )

    @renders(DropIndexStatement)
    def drop_index(self, statement: DropIndexStatement) -> str:
        """Write DROP INDEX table.index, both without quotes."""
        return f"DROP INDEX {statement.table.name}.{statement.name}"

    @renders(CreateHistoryTable)
    def create_history_table(self, statement: CreateHistoryTable) -> str:
        """Give the table a key, and make its columns fit into an index of 600 bytes."""
        text = _KEY_COLUMN.sub(r"\1 VARCHAR(150)", statement.render(self))
        return text[:-1] + ", PRIMARY KEY(ID, AUTHOR, FILENAME))"

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> tuple[str, ...]:
        """Write DROP without COLUMN."""
        return statement.written(self, verb="DROP")


DIALECT = SybaseDialect

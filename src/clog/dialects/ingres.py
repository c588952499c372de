"""Ingres. Reference: liquibase.database.core.Ingres9Database"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.model.statements.alteration import RenameTableStatement
from clog.model.statements.column import AddColumnStatement, SetColumnRemarksStatement
from clog.model.statements.sequence import (
    AlterSequenceStatement,
    CreateSequenceStatement,
    DropSequenceStatement,
    RenameSequenceStatement,
)
from clog.model.statements.table import SetTableRemarksStatement
from clog.model.statements.view import SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.types import TypeTable
    from clog.model.statements.base import Statement


class IngresDialect(Dialect):
    """Ingres."""

    name = "ingres"
    traits = Traits(
        "ingres",
        replace_synonyms=False,
        sequences=False,
        true="TRUE",
        false="FALSE",
        now="date('now')",
        create_if_not_exists=True,
    )
    types: ClassVar[TypeTable] = {**Dialect.types, "number": "NUMBER{args}{suffix}"}

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

    @renders(AddColumnStatement)
    def add_column(self, statement: AddColumnStatement) -> str:
        """Write the numbering before the default, which depends on the type."""
        return statement.compose(self, [statement.numbered_first(self, column) for column in statement.columns])

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write RENAME table TO new name."""
        return statement.compose(self, before="RENAME", between="TO", qualified=True)


DIALECT = IngresDialect

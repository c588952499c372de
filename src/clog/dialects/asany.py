"""SAP SQL Anywhere. Reference: liquibase.database.core.SybaseASADatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.types import standard_timestamp
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.column import AddAutoIncrementStatement, DropColumnStatement
from clog.model.statements.constraint import (
    AddForeignKeyStatement,
    AddPrimaryKeyStatement,
    DropForeignKeyStatement,
    drop_constraint,
)
from clog.model.statements.index import CreateIndexStatement, DropIndexStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.lookup import CreateLookupTableStatement
from clog.model.statements.sequence import CreateSequenceStatement
from clog.model.statements.table import CreateTableStatement
from clog.model.statements.view import CreateViewStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.types import TypeTable


class SqlAnywhereDialect(Dialect):
    """SQL Anywhere: every column says NULL or NOT NULL, objects belong to the user dba."""

    name = "asany"
    traits = Traits(
        "asany",
        replace_routines="OR REPLACE",
        tablespaces=True,
        deferrable=True,
        explicit_null=True,
        now="now()",
        batch_separator="GO",
        open_batches=True,
        sequences=True,
        tablespace_word="ON",
    )
    offline_schema = "dba"
    index_schema = False
    fraction_digits = 6
    counts_fractions = False
    numbering_words = "DEFAULT AUTOINCREMENT"
    numbering_options = ()
    generated_by = "COMPUTE"
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "blob": "LONG BINARY",
        "boolean": "BIT",
        "clob": "LONG VARCHAR",
        "currency": "MONEY",
        "double": "DOUBLE",
        "int": "INTEGER",
        "smallint": "SMALLINT",
        "timestamp": standard_timestamp("TIMESTAMP{suffix}", "WITH TIME ZONE"),
        "tinyint": "TINYINT",
        "uuid": "UNIQUEIDENTIFIER",
        "xml": "LONG VARCHAR",
    }

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write ON tablespace behind the columns."""
        return statement.compose(self, tail=f" ON {statement.tablespace}" if statement.tablespace else "")

    @renders(DropIndexStatement)
    def drop_index(self, statement: DropIndexStatement) -> str:
        """Write DROP INDEX table.index."""
        return f"DROP INDEX {self.object(statement.table)}.{statement.shown(self)}"

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> tuple[str, ...]:
        """Allow views of tables that are not there yet."""
        verb = "CREATE OR REPLACE" if statement.or_replace else "CREATE"
        return ("SET TEMPORARY OPTION force_view_creation='ON'", statement.compose(self, verb))

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Omit type and order, which it does not know."""
        return statement.compose(self, "start increment minimum maximum cache cycle", words={"no_cache": "NO CACHE "})

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> tuple[str, ...]:
        """Write DROP without COLUMN."""
        return statement.compose(self, verb="DROP")

    @renders(CreateTableStatement)
    def create_table(self, statement: CreateTableStatement) -> str:
        """Write CHECK ON COMMIT for foreign keys that wait; other constraints never do."""
        return statement.compose(
            self,
            key=statement.primary_key(self, deferrable=False),
            foreign_keys=statement.foreign_keys(self, deferred=" CHECK ON COMMIT", deferrable=""),
        )

    @renders(AddAutoIncrementStatement)
    def add_auto_increment(self, statement: AddAutoIncrementStatement) -> str:
        """Write ALTER column SET."""
        return statement.compose(self, f"SET {self.numbering(statement.numbering)}", verb="ALTER")

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write ON EXISTING UPDATE."""
        if statement.only_update:
            return statement.update(self)
        columns, _, values = statement.insert(self).partition(" VALUES ")
        return f"{columns}  ON EXISTING UPDATE VALUES {values}"

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Omit the name."""
        return statement.compose(self, constraint="")

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Write CHECK ON COMMIT for foreign keys that wait, and leave out NO ACTION."""
        deferred = " CHECK ON COMMIT" if statement.initially_deferred else ""
        return statement.compose(self, no_rules=("NO ACTION",), deferred=deferred)

    @renders(DropForeignKeyStatement)
    def drop_foreign_key(self, statement: DropForeignKeyStatement) -> str:
        """Write DROP FOREIGN KEY."""
        return drop_constraint(self, statement.table, statement.name, "FOREIGN KEY")

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write MODIFY column NULL."""
        return statement.compose(self, statement.null(), verb="MODIFY")

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write MODIFY column DEFAULT value."""
        return statement.compose(self, verb="MODIFY", word="DEFAULT")

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write ALTER column DEFAULT NULL."""
        return statement.compose(self, "DEFAULT NULL", verb="ALTER")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write MODIFY column type."""
        return statement.compose(self, self.column_type(statement.type), verb="MODIFY")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write RENAME without TO."""
        return statement.compose(self, between="RENAME")

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Write RENAME without COLUMN."""
        return statement.compose(self, verb="RENAME")

    @renders(CreateLookupTableStatement)
    def create_lookup_table(self, statement: CreateLookupTableStatement) -> str:
        """Write SELECT INTO."""
        return statement.select_into(self)


DIALECT = SqlAnywhereDialect

"""Microsoft SQL Server. Reference: liquibase.database.core.MSSQLDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import QUOTE_ALL
from clog.dialects.mssql.routines import MssqlRoutines
from clog.dialects.mssql.types import RESERVED, TYPES
from clog.model.sql import Sql
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    JoinColumnsStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.column import (
    AddColumnStatement,
    DropColumnStatement,
    SetColumnRemarksStatement,
    added_default,
)
from clog.model.statements.constraint import (
    AddForeignKeyStatement,
    AddPrimaryKeyStatement,
    AddUniqueConstraintStatement,
    DropPrimaryKeyStatement,
)
from clog.model.statements.index import CreateIndexStatement, DropIndexStatement
from clog.model.statements.load import InsertRowsStatement, UpsertStatement
from clog.model.statements.lookup import CreateLookupTableStatement
from clog.model.statements.procedure import CreateProcedureStatement
from clog.model.statements.raw import RawSqlStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement
from clog.model.statements.table import SetTableRemarksStatement
from clog.model.statements.tracking import CreateHistoryTable, CreateLockTable, TagNewest
from clog.model.statements.view import CreateViewStatement, RenameViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits
from clog.sqltext.bodies import altered, without_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clog.dialects.base.dialect import Redefinitions
    from clog.dialects.base.literals import Moment
    from clog.dialects.base.types import DataType, TypeTable
    from clog.model.parts import ColumnConfig
    from clog.model.statements.base import ObjectName

_TYPE_NAME = re.compile(r"^\w+")
_CREATE = re.compile(r"\bCREATE\b", re.IGNORECASE)

_TRACKING_TYPES = {"varchar": "nvarchar", "datetime": "datetime2(3)"}
_TRACKING_TYPE = re.compile(r"\b(?:varchar|datetime)\b")


class MssqlDialect(MssqlRoutines):
    """SQL Server: brackets around names, lower-case types, a catalog before tables."""

    name = "mssql"
    redefinitions: ClassVar[Redefinitions] = {
        ModifyDataTypeStatement: ("NOT NULL", "COLLATE"),
        SetNullableStatement: ("COLLATE",),
    }
    traits = Traits(
        "mssql",
        replace_routines="OR ALTER",
        switched_triggers=True,
        switched_checks=True,
        identifier_quotes=("[", "]"),
        catalogs=True,
        tablespaces=True,
        now="GETDATE()",
        batch_separator="GO",
        tablespace_word="ON",
    )
    reserved = RESERVED
    index_schema = False
    fraction_digits = 9
    sequence_next = "NEXT VALUE FOR %s"
    literal_kinds: ClassVar[Mapping[str, str]] = {"uuid": "uuid"}
    numbering_words = "IDENTITY ({start}, {increment})"
    numbering_options = ()
    types: ClassVar[TypeTable] = TYPES

    def must_quote(self, name: str) -> bool:
        """Return whether a name cannot stand alone; what looks like a function call is left alone."""
        return "(" not in name and super().must_quote(name)

    def write_identifier(self, name: str, kind: str) -> str:
        """Leave function calls without quotes even where all names are quoted."""
        if self.quoting == QUOTE_ALL and "(" in name and kind != "function":
            return name
        return super().write_identifier(name, kind)

    def object(self, name: ObjectName, kind: str = "table") -> str:
        """Put double quotes around the whole name of a table with a blank in it.

        The table is then called [my table], brackets included: so does Liquibase, in every statement alike.
        """
        written = super().object(name, kind)
        return self.quoted_whole(written) if kind == "table" and " " in written else written

    def owners(self, name: ObjectName, kind: str) -> Iterable[str]:
        """Write the catalog before tables."""
        schema = name.schema or self.default_schema
        if name.catalog and kind == "table":
            return (self.quote(name.catalog, "catalog"), self.quote(schema, "schema") if schema else "null")
        return super().owners(name, kind)

    def default_text(self, value: str, kind: str) -> str:
        """Write UUIDs in capitals."""
        if kind == "uuid" and value.lower() != "null":
            return self.text(value.upper())
        return super().default_text(value, kind)

    def default_boolean(self, value: bool, kind: str) -> str:  # noqa: FBT001 - it is the value
        """Write the word where a UUID is wanted."""
        return f"'{str(value).upper()}'" if kind == "uuid" else super().default_boolean(value, kind)

    def default_date(self, value: str, kind: str) -> str:
        """Write text where a UUID is wanted."""
        return super().default_date(value, "text" if kind == "uuid" else kind)

    def translate(self, kind: DataType, *, auto_increment: bool) -> str:
        """Put names of types in brackets where all names are."""
        found = super().translate(kind, auto_increment=auto_increment)
        return _TYPE_NAME.sub(r"[\g<0>]", found) if self.quoting == QUOTE_ALL else found

    def text(self, value: str) -> str:
        """Write N'...' where there are letters outside of ASCII."""
        return super().text(value) if value.isascii() else "N" + super().text(value)

    def moment(self, when: Moment) -> str:
        """Write the ISO form with T, which does not depend on the language of the session."""
        return f"'{when.text('T')}'"

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Say whether it is clustered, and ON tablespace behind the columns."""
        return statement.compose(
            self,
            kind="CLUSTERED " if statement.clustered else "NONCLUSTERED ",
            tail=f" ON {statement.tablespace}" if statement.tablespace else "",
        )

    @renders(DropIndexStatement)
    def drop_index(self, statement: DropIndexStatement) -> str:
        """Write DROP INDEX index ON table."""
        return f"DROP INDEX {statement.shown(self)} ON {self.object(statement.table)}"

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> tuple[str, ...]:
        """Make a stub and ALTER it where the view may be there already, which keeps its permissions."""
        if not statement.or_replace:
            return (statement.compose(self, "CREATE"),)
        owner = statement.view.schema or ""  # offline, Liquibase takes servers as blind to case
        schema = f"[{owner.upper() if self.version is None else owner}]." if owner else ""
        name = f"{schema}[{statement.view.name.replace(']', ']]')}]".replace("'", "''")
        stub = (
            f"IF NOT EXISTS (SELECT * FROM sys.views WHERE object_id = OBJECT_ID(N'{name}'))\n"
            f"    EXEC sp_executesql N'CREATE VIEW {name} AS SELECT "
            "''This is a code stub which will be replaced by an Alter Statement'' as [code_stub]'"
        )
        query = statement.query
        if statement.full:
            return (stub, _CREATE.sub("ALTER", query, count=1))
        return (stub, statement.compose(self, "ALTER"))

    @renders(RenameViewStatement)
    def rename_view(self, statement: RenameViewStatement) -> str:
        """Call sp_rename."""
        old = self.object(statement.view, "view").replace("'", "''")
        return f"exec sp_rename '{old}', {Dialect.text(self, statement.new_name)}"

    @renders(SetViewRemarksStatement)
    def view_remarks(self, statement: SetViewRemarksStatement) -> str:
        """Set the extended property MS_Description."""
        return self.description("VIEW", statement.view, statement.remarks)

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Omit what it does not know."""
        return statement.compose(self, "start increment minimum maximum cycle")

    @renders(AlterSequenceStatement)
    def alter_sequence(self, statement: AlterSequenceStatement) -> str:
        """Write NO CYCLE too, and leave out what it does not know."""
        return statement.compose(self, "increment minimum maximum cycle", words={"not_cycle": "NO CYCLE"})

    @renders(CreateHistoryTable, CreateLockTable)
    def create_tracking_table(self, statement: CreateHistoryTable | CreateLockTable) -> str:
        """Write the types for Unicode and for times with milliseconds."""
        return _TRACKING_TYPE.sub(lambda match: _TRACKING_TYPES[match[0]], statement.render(self))

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> str:
        """Join the last row, found by TOP (1)."""
        table = self.object(statement.table)
        return (
            f"UPDATE changelog SET TAG = {self.text(statement.tag)} FROM {table} AS changelog INNER JOIN"
            f" (SELECT TOP (1) ID, AUTHOR, FILENAME FROM {table} ORDER BY DATEEXECUTED DESC, ORDEREXECUTED DESC)"
            " AS latest ON latest.ID = changelog.ID AND latest.AUTHOR = changelog.AUTHOR"
            " AND latest.FILENAME = changelog.FILENAME"
        )

    def default_clause(self, column: ColumnConfig, table: str, name: str | None) -> str:
        """Write the default as a constraint with a name of its own."""
        clause = super().default_clause(column, table, name)
        given = self.quote(name or f"DF_{table}_{column.name}", "constraint")
        return f" CONSTRAINT {given}{clause}" if clause else ""

    def says_null(self, kind: str, *, added: bool = False) -> bool:
        """Say NULL for timestamps, which would be NOT NULL otherwise."""
        return kind.lower() == "timestamp" if added else "timestamp" in kind.lower()

    @renders(AddColumnStatement)
    def add_column(self, statement: AddColumnStatement) -> str:
        """Write the default as a constraint with a name of its own."""
        return statement.compose(
            self,
            [
                statement.numbered_first(self, column, default=self.added_default(column, statement.table.name))
                for column in statement.columns
            ],
        )

    def added_default(self, column: ColumnConfig, table: str) -> str:
        """Write the default of an added column with the name of its constraint, never in brackets."""
        value = added_default(self, column)
        name = column.default_value_constraint_name or f"DF_{table}_{column.name}"
        return "" if value is None else f" CONSTRAINT {self.bare(name)} DEFAULT {value}"

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> tuple[str, ...]:
        """Drop the constraint of the default before each column."""
        table = self.object(statement.table)
        pairs = zip(statement.columns, statement.compose(self), strict=True)
        return tuple(text for name, drop in pairs for text in (self.drop_default(table, self.quote(name)), drop))

    def drop_default(self, table: str, column: str) -> str:
        """Write what drops the constraint of a default, whatever its name."""
        table, column = table.replace("'", "''"), column.replace("'", "''")
        return (
            "DECLARE @sql [nvarchar](MAX)\r\n"
            f"SELECT @sql = N'ALTER TABLE {table} DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c]"
            " INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id]"
            f" WHERE [c].[object_id] = OBJECT_ID(N'{table}') AND [c].[name] = N'{column}'\r\n"
            "EXEC sp_executesql @sql"
        )

    @renders(SetTableRemarksStatement)
    def table_remarks(self, statement: SetTableRemarksStatement) -> str:
        """Set the extended property MS_Description."""
        return self.description("TABLE", statement.table, statement.remarks)

    @renders(SetColumnRemarksStatement)
    def column_remarks(self, statement: SetColumnRemarksStatement) -> str:
        """Set the extended property MS_Description."""
        return self.description(statement.parent, statement.table, statement.remarks, statement.column)

    @renders(RawSqlStatement)
    def raw(self, statement: RawSqlStatement) -> Any:
        """Write the line ends of Windows."""
        return Sql(statement.text.replace("\n", "\r\n"), statement.delimiter)

    @renders(InsertRowsStatement)
    def insert_rows(self, statement: InsertRowsStatement) -> str:
        """Write one INSERT with all rows."""
        return statement.together(self)

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write a batch that counts the rows with the key."""
        if statement.only_update:
            return f"BEGIN\n{statement.update(self)};\nEND" if statement.changes(self) else ""
        head = "DECLARE @reccount integer\nSELECT @reccount = count(*) FROM %s\nIF @reccount = 0\nBEGIN\n"
        return statement.counted(self, head, "END\nELSE\nBEGIN\n", "END")

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Say whether it is clustered, and ON tablespace behind the columns."""
        clustered = "" if statement.clustered is None or not statement.name else " NONCLUSTERED"
        if clustered and statement.clustered:
            clustered = " CLUSTERED"
        space = f" ON {statement.tablespace}" if statement.tablespace else ""
        return statement.compose(self, kind=clustered, tail=space)

    @renders(DropPrimaryKeyStatement)
    def drop_primary_key(self, statement: DropPrimaryKeyStatement) -> str:
        """Drop it by its name, which is looked up where it is not given."""
        if statement.name is not None:
            return statement.by_name(self)
        table = self.object(statement.table)
        in_text = table.replace("'", "''")
        return (
            "DECLARE @sql [nvarchar](MAX)\r\n"
            f"SELECT @sql = N'ALTER TABLE {in_text} DROP CONSTRAINT ' + QUOTENAME([kc].[name])"
            f" FROM [sys].[key_constraints] AS [kc] WHERE [kc].[parent_object_id] = OBJECT_ID(N'{in_text}')"
            " AND [kc].[type] = 'PK'\r\n"
            "EXEC sp_executesql @sql"
        )

    @renders(AddUniqueConstraintStatement)
    def add_unique_constraint(self, statement: AddUniqueConstraintStatement) -> str:
        """Say whether it is clustered, and ON tablespace behind the columns."""
        space = f" ON {statement.tablespace}" if statement.tablespace else ""
        return statement.compose(self, kind=" CLUSTERED" if statement.clustered else "", tail=space)

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Omit RESTRICT, which it does anyway."""
        return statement.compose(self, no_rules=("RESTRICT",), deferred="")

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write ALTER COLUMN column type NULL."""
        kind = self.column_type(statement.type or "")
        return statement.compose(self, f"{kind} {statement.null()}", verb="ALTER COLUMN")

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write a constraint with a name of its own."""
        name = statement.column.default_value_constraint_name or f"DF_{statement.table.name}_{statement.name}"
        return (
            f"ALTER TABLE {self.object(statement.table)} ADD CONSTRAINT {self.quote(name, 'constraint')}"
            f" DEFAULT {statement.value(self)} FOR {self.quote(statement.name)}"
        )

    @renders(DropDefaultStatement)
    def drop_default_value(self, statement: DropDefaultStatement) -> str:
        """Drop the constraint of the default."""
        return self.drop_default(self.object(statement.table), statement.column)

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write ALTER COLUMN column type."""
        return statement.compose(self, self.column_type(statement.type))

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Call sp_rename."""
        return statement.called(self.object(statement.table))

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Call sp_rename."""
        column = f"{self.object(statement.table)}.{self.quote(statement.column)}"
        return statement.called(column, ", 'COLUMN'")

    @renders(JoinColumnsStatement)
    def join_columns(self, statement: JoinColumnsStatement) -> str:
        """Write + between the columns."""
        return statement.compose(self, f"{{0}} + {self.between_quotes(statement.between)} + {{1}}")

    @renders(CreateProcedureStatement)
    def create_procedure(self, statement: CreateProcedureStatement) -> tuple[str, ...]:
        """Make an empty procedure where there is none, and alter it, where an older one is replaced."""
        text = without_end(statement.placed(self))
        if not statement.replacing:
            return (text,)
        name = self.object(statement.procedure, "procedure").replace("'", "''")
        empty = f"if object_id('{name}', 'p') is null exec ('create procedure {name} as select 1 a')"
        return (empty, altered(text))

    @renders(CreateLookupTableStatement)
    def create_lookup_table(self, statement: CreateLookupTableStatement) -> str:
        """Write SELECT INTO."""
        return statement.select_into(self)


DIALECT = MssqlDialect

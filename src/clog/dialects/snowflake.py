"""Snowflake. Reference: liquibase.database.core.SnowflakeDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import words
from clog.errors import Unsupported
from clog.model.statements.alteration import DropDefaultStatement, RenameTableStatement
from clog.model.statements.column import AddColumnStatement, SetColumnRemarksStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.procedure import DropProcedureStatement
from clog.model.statements.sequence import CreateSequenceStatement
from clog.model.statements.view import RenameViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clog.dialects.base.types import TypeTable
    from clog.model.statements.base import ObjectName

_JDBC = ("binary", "blob", "longblob", "longvarbinary", "varbinary")
_BINARY = (
    *("binary", "image", "longblob", "longvarbinary", "mediumblob", "tinyblob", "varbinary"),
    *(f"java.sql.types.{name}" for name in _JDBC),
)


class SnowflakeDialect(Dialect):
    """Snowflake: tables and views may stand in another catalog."""

    name = "snowflake"
    traits = Traits(
        "snowflake",
        replace_routines="OR REPLACE",
        catalogs=True,
        true="TRUE",
        false="FALSE",
        now="current_timestamp::timestamp_ntz",
        drop_cascade="CASCADE",
    )
    reserved = words(
        """
    ACCOUNT ALL ALTER AND ANY AS BETWEEN BY CASE CAST CHECK COLUMN CONNECT CONNECTION CONSTRAINT CREATE CROSS
    CURRENT CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATABASE DELETE DISTINCT DROP ELSE EXISTS FALSE
    FOLLOWING FOR FROM FULL GRANT GROUP GSCLUSTER HAVING ILIKE IN INCREMENT INNER INSERT INTERSECT INTO IS
    ISSUE JOIN LATERAL LEFT LIKE LOCALTIME LOCALTIMESTAMP MINUS NATURAL NOT NULL OF ON OR ORDER ORGANIZATION
    QUALIFY REGEXP REVOKE RIGHT RLIKE ROW ROWS SAMPLE SCHEMA SELECT SET SOME START TABLE TABLESAMPLE THEN TO
    TRIGGER TRUE TRY_CAST UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHENEVER WHERE WITH
        """
    )
    kept_backslashes = True
    sequence_next = "%s.nextval"
    literal_kinds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("clob", *_BINARY), "raw"),
        **dict.fromkeys(("datetime2", "java.util.date", "smalldatetime"), "timestamp"),
        **dict.fromkeys(("datetime", "timestamp_ntz"), "bare"),
    }
    numbering_words = "AUTOINCREMENT ({start}, {increment})"
    numbering_options = ()
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "binary": "BINARY{args}",
        "clob": "VARCHAR",
        "datetime": "TIMESTAMP_NTZ{args}",
        "datetime2": "datetime",
        "double": "FLOAT",
        "image": "BINARY{args}",
        "java.sql.types.binary": "BINARY{args}",
        "java.sql.types.blob": "BINARY{args}",
        "java.sql.types.longblob": "BINARY{args}",
        "java.sql.types.longvarbinary": "BINARY{args}",
        "java.sql.types.varbinary": "VARBINARY{args}",
        "java.util.date": "datetime",
        "longblob": "BINARY{args}",
        "longvarbinary": "BINARY{args}",
        "mediumblob": "BINARY{args}",
        "number": "NUMBER{args}{suffix}",
        "smalldatetime": "datetime",
        "text": "TEXT{args}",
        "timestamp_ntz": "TIMESTAMP_NTZ{args}",
        "tinyblob": "BINARY{args}",
        "varbinary": "VARBINARY{args}",
    }

    def owners(self, name: ObjectName, kind: str) -> Iterable[str]:
        """Write the catalog before tables and views."""
        schema = name.schema or self.default_schema
        if name.catalog and kind in {"table", "view"}:
            return (self.quote(name.catalog, "catalog"), self.quote(schema, "schema") if schema else "null")
        return super().owners(name, kind)

    @renders(SetViewRemarksStatement)
    def no_view_remarks(self, statement: SetViewRemarksStatement) -> tuple[str, ...]:
        """Write nothing: views have no comments here."""
        del statement
        return ()

    @renders(RenameViewStatement)
    def rename_view(self, statement: RenameViewStatement) -> str:
        """Write ALTER VIEW old RENAME TO new."""
        new = self.object(statement.view.replace(name=statement.new_name), "view")
        return f"ALTER VIEW {self.object(statement.view, 'view')} RENAME TO {new}"

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Omit what it does not know."""
        return statement.compose(self, "start increment")

    @renders(AddColumnStatement)
    def add_column(self, statement: AddColumnStatement) -> str:
        """Write the numbering before the default, which depends on the type."""
        return statement.compose(self, [statement.numbered_first(self, column) for column in statement.columns])

    @renders(SetColumnRemarksStatement)
    def column_remarks(self, statement: SetColumnRemarksStatement) -> str | tuple[str, ...]:
        """Refuse comments on columns of views.

        Raises:
            Unsupported: the column belongs to a view.
        """
        if statement.parent == "VIEW":
            raise Unsupported(
                f"snowflake sets no comments on columns of views: {statement.column}", hint="comment on the table"
            )
        return statement.render(self)

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write MERGE with a source of one empty row."""
        return statement.update(self) if statement.only_update else statement.merged(self)

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write DROP DEFAULT."""
        return statement.compose(self, "DROP DEFAULT", verb="ALTER COLUMN")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write the schema before the new name too."""
        return statement.compose(self, qualified=True)

    @renders(DropProcedureStatement)
    def drop_procedure(self, statement: DropProcedureStatement) -> str | tuple[str, ...]:
        """Write the parentheses of a procedure without parameters, and its name without quotes where that is safe."""
        procedure = statement.procedure
        name = procedure.name if procedure.name.isidentifier() else self.quote(procedure.name, "procedure")
        return f"DROP PROCEDURE {'.'.join((*self.owners(procedure, 'procedure'), name))}()"


DIALECT = SnowflakeDialect

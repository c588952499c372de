"""HyperSQL. Reference: liquibase.database.core.HsqlDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import QUOTE_ALL, words
from clog.dialects.base.types import characters, data_type, large_or, short_binary, standard_timestamp
from clog.model.statements.alteration import (
    JoinColumnsStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    SetNullableStatement,
)
from clog.model.statements.column import AddAutoIncrementStatement, AddColumnStatement, SetColumnRemarksStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement
from clog.model.statements.table import SetTableRemarksStatement
from clog.model.statements.view import CreateViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Redefinitions
    from clog.dialects.base.literals import Moment
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.statements.base import ObjectName, Statement

_FIRST_WITH_UUID = (2,)
_char = characters("CHAR")
_varchar = characters("VARCHAR")


def _nchar(dialect: TypeWriter, kind: DataType) -> str:
    """Omit what follows the length."""
    return _char(dialect, kind.with_suffix(""))


def _nvarchar(dialect: TypeWriter, kind: DataType) -> str:
    """Omit what follows the length."""
    return _varchar(dialect, kind.with_suffix(""))


def _uuid(dialect: TypeWriter, kind: DataType) -> str:
    del kind
    return "UUID" if dialect.version is None or dialect.version >= _FIRST_WITH_UUID else "char(36)"


class HsqldbDialect(Dialect):
    """HSQLDB: only reserved words are quoted, and then in upper case; timestamps have three digits."""

    name = "hsqldb"
    # ALTER COLUMN with a type makes an ordinary column of one that numbers its rows: seen on 2.7
    redefinitions: ClassVar[Redefinitions] = {ModifyDataTypeStatement: ("IDENTITY",)}
    traits = Traits(
        "hsqldb",
        replace_synonyms=False,
        true="TRUE",
        false="FALSE",
        now="NOW",
        create_if_not_exists=True,
        added_functions=False,
    )
    reserved = words(
        """
    ADD ALIAS ALL ALLOCATE ALTER AND ANY ARE ARRAY AS ASENSITIVE ASYMMETRIC AT ATOMIC AUTHORIZATION AUTOCOMMIT
    AVG BEGIN BETWEEN BIGINT BINARY BLOB BOOLEAN BOTH BY CACHED CALL CALLED CASCADED CASE CAST CHAR CHARACTER
    CHECK CHECKPOINT CLOB CLOSE COLLATE COLUMN COMMIT CONDITION CONNECT CONSTRAINT CONTINUE CORRESPONDING
    COUNT CREATE CROSS CUBE CURRENT CURRENT_DATE CURRENT_DEFAULT_TRANSFORM_GRO CURRENT_PATH CURRENT_ROLE
    CURRENT_TIME CURRENT_TIMESTAMP CURRENT_TRANSFORM_GROUP_FOR_T CURRENT_USER CURSOR DATABASE DATE DAY
    DEALLOCATE DEC DECIMAL DECLARE DEFAULT DEFRAG DELETE DEREF DESCRIBE DETERMINISTIC DISCONNECT DISTINCT DO
    DOUBLE DOW DROP DYNAMIC EACH ELEMENT ELSE ELSEIF END ESCAPE EXCEPT EXEC EXECUTE EXISTS EXIT EXPLAIN
    EXTERNAL FALSE FETCH FILTER FLOAT FOR FOREIGN FREE FROM FULL FUNCTION GET GLOBAL GRANT GROUP HAVING HOLD
    HOUR IDENTITY IF IGNORECASE IMMEDIATE IN INCREMENT INDEX INDICATOR INITIAL INNER INOUT INPUT INSENSITIVE
    INSERT INT INTEGER INTERSECT INTERVAL INTO IS ITERATE JOIN LANGUAGE LARGE LEADING LEAVE LEFT LIKE LOCAL
    LOCALTIME LOCALTIMESTAMP LOGSIZE LOOP MATCH MATCHED MAX MAXROWS MEMBER MEMORY MERGE METHOD MIN MINUS
    MINUTE MODIFIES MODULE MONTH MULTISET NATIONAL NATURAL NCHAR NCLOB NEW NEXT NO NONE NOT NULL NUMERIC OF ON
    ONLY OPEN OPENBRACKET OR ORDER OUT OUTER OUTPUT OVER OVERLAPS PARAMETER PARTITION PLAN PRECISION PREPARE
    PRIMARY PROCEDURE PROPERTY RANGE READONLY READS REAL RECURSIVE REF REFERENCES REFERENCING
    REFERENTIAL_INTEGRITY RELEASE RENAME REPEAT RESIGNAL RESTART RESULT RETURN RETURNS REVOKE RIGHT ROLE
    ROLLBACK ROLLUP ROW ROWS SAVEPOINT SCHEMA SCOPE SCRIPT SCRIPTFORMAT SCROLL SEARCH SELECT SEMICOLON
    SENSITIVE SESSION_USER SET SHUTDOWN SIGNAL SIMILAR SMALLINT SOME SPECIFIC SPECIFICTYPE SQL SQLEXCEPTION
    SQLSTATE SQLWARNING START STATIC STDDEV_POP STDDEV_SAMP SUBMULTISET SUM SYMMETRIC SYSTEM SYSTEM_USER TABLE
    TABLESAMPLE TEMP TEXT THEN TIME TIMESTAMP TIMEZONE_HOUR TIMEZONE_MINUTE TO TOCHAR TRAILING TREAT TRIGGER
    TRUE UNDO UNION UNIQUE UNNEST UNTIL UPDATE USER USING VALUE VALUES VARCHAR VARYING VAR_POP VAR_SAMP VIEW
    WHEN WHENEVER WHERE WHILE WINDOW WITHIN WITHOUT WRITE_DELAY YEAR
        """
    )
    offline_schema = "PUBLIC"
    sequence_next = "NEXT VALUE FOR %s"
    sequence_current = "CURRVAL('%s')"
    numbering_glue = " "
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "binary": large_or("BINARY", short_binary),
        "blob": "BLOB",
        "boolean": "BOOLEAN",
        "clob": "CLOB",
        "datetime": "TIMESTAMP",
        "double": "DOUBLE",
        "int": "INT",
        "java.sql.types.longvarbinary": "LONGVARBINARY{args}",
        "java.sql.types.longvarchar": "LONGVARCHAR",
        "java.sql.types.varbinary": "VARBINARY{args}",
        "longvarbinary": "LONGVARBINARY{args}",
        "longvarchar": "LONGVARCHAR",
        "nchar": _nchar,
        "nvarchar": _nvarchar,
        "timestamp": standard_timestamp("TIMESTAMP{args}{suffix}", "WITH TIMEZONE", kept=True),
        "uuid": _uuid,
        "varbinary": "VARBINARY{args}",
        "xml": "CLOB",
    }

    def write_identifier(self, name: str, kind: str) -> str:
        """Quote reserved words only, in upper case, unless all names are quoted."""
        if kind == "function" and self.quoting != QUOTE_ALL and "(" in name:
            return name
        if self.quoting == QUOTE_ALL:
            return self.in_quotes(name)
        if name.upper() in self.reserved:
            return self.in_quotes(name.upper())
        return name

    def moment(self, when: Moment) -> str:
        """Write timestamps to the millisecond."""
        if when.kind != "timestamp":
            return super().moment(when)
        return f"'{when.date} {when.time}.{when.fraction[:3].ljust(3, '0')}'"

    def current_value(self, sequence: ObjectName) -> str:
        """Write the name inside of a literal, without quotes."""
        name = self.sequence(sequence).replace('"', "").replace("'", "''")
        return self.sequence_current % name

    @renders(SetViewRemarksStatement, SetTableRemarksStatement, SetColumnRemarksStatement)
    def no_remarks(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no comments here."""
        del statement
        return ()

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> tuple[str, ...]:
        """Drop the view first where it shall be replaced."""
        create = statement.compose(self, "CREATE")
        if not statement.or_replace:
            return (create,)
        return (f"DROP VIEW IF EXISTS {self.object(statement.view, 'view')}", create)

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Make every sequence a BIGINT."""
        return statement.compose(self, words={"data_type": "AS BIGINT "})

    @renders(AlterSequenceStatement)
    def alter_sequence(self, statement: AlterSequenceStatement) -> str:
        """Write the smallest value as RESTART WITH."""
        words = {} if statement.minimum is None else {"minimum": "RESTART WITH {}"}
        return statement.compose(self, words=words)

    @renders(AddColumnStatement)
    def add_column(self, statement: AddColumnStatement) -> str:
        """Write PRIMARY KEY behind NOT NULL."""
        return statement.compose(
            self, [statement.definition(self, column, key_last=True) for column in statement.columns]
        )

    @renders(AddAutoIncrementStatement)
    def add_auto_increment(self, statement: AddAutoIncrementStatement) -> str:
        """Write ALTER COLUMN, and the type by its logical name."""
        kind = data_type(statement.type or "").logical_text
        return statement.compose(self, f"{kind} {self.numbering(statement.numbering)}", verb="ALTER COLUMN")

    def is_said(self, option: str, number: int) -> bool:
        """Write a first number of 1 too, but not 0."""
        return number > 0 if option.startswith("START") else number != 1

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write MERGE with a source of one empty row."""
        return statement.update(self) if statement.only_update else statement.merged(self)

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write SET NULL or SET NOT NULL."""
        return statement.compose(self, f"SET {statement.null()}", verb="ALTER COLUMN")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write ALTER COLUMN column type."""
        return statement.compose(self, self.column_type(statement.type))

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Write ALTER COLUMN column RENAME TO new name."""
        return statement.compose(self, verb="ALTER COLUMN", word=" RENAME TO")

    @renders(JoinColumnsStatement)
    def join_columns(self, statement: JoinColumnsStatement) -> str:
        """Write CONCAT inside of CONCAT."""
        return statement.compose(self, f"CONCAT({{0}}, CONCAT({self.between_quotes(statement.between)}, {{1}}))")


DIALECT = HsqldbDialect

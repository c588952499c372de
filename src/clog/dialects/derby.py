"""Apache Derby. Reference: liquibase.database.core.DerbyDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import words
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.column import SetColumnRemarksStatement
from clog.model.statements.sequence import DropSequenceStatement
from clog.model.statements.table import SetTableRemarksStatement
from clog.model.statements.view import SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.literals import Moment
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.statements.base import ObjectName, Statement

_FIRST_WITH_BOOLEAN = (10, 7)


def _boolean(dialect: TypeWriter, kind: DataType) -> str:
    del kind
    return "BOOLEAN" if dialect.version is None or dialect.version >= _FIRST_WITH_BOOLEAN else "SMALLINT"


class DerbyDialect(Dialect):
    """Derby: dates are function calls with six digits after the second."""

    name = "derby"
    traits = Traits(
        "derby",
        replace_synonyms=False,
        replace_views=False,
        true="TRUE",
        false="FALSE",
        added_keys=False,
        added_numbering="none",
    )
    reserved = words(
        """
    ADD ALL ALLOCATE ALTER AND ANY ARE AS ASC ASSERTION AT AUTHORIZATION AVG BEGIN BETWEEN BIGINT BIT BOOLEAN
    BOTH BY CALL CASCADE CASCADED CASE CAST CHAR CHARACTER CHECK CLOSE COALESCE COLLATE COLLATION COLUMN
    COMMIT CONNECT CONNECTION CONSTRAINT CONSTRAINTS CONTINUE CONVERT CORRESPONDING CREATE CURRENT
    CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DEALLOCATE DEC DECIMAL DECLARE DEFAULT
    DEFERRABLE DEFERRED DELETE DESC DESCRIBE DIAGNOSTICS DISCONNECT DISTINCT DOUBLE DROP ELSE END END-EXEC
    ESCAPE EXCEPT EXCEPTION EXEC EXECUTE EXISTS EXPLAIN EXTERNAL FALSE FETCH FIRST FLOAT FOR FOREIGN FOUND
    FROM FULL FUNCTION GET GETCURRENTCONNECTION GLOBAL GO GOTO GRANT GROUP HAVING HOUR IDENTITY IMMEDIATE IN
    INDICATOR INITIALLY INNER INOUT INPUT INSENSITIVE INSERT INT INTEGER INTERSECT INTO IS ISOLATION JOIN KEY
    LAST LEFT LIKE LOWER LTRIM MATCH MAX MIN MINUTE NATIONAL NATURAL NCHAR NEXT NO NOT NULL NULLIF NUMERIC
    NVARCHAR OF ON ONLY OPEN OPTION OR ORDER OUTER OUTPUT OVERLAPS PAD PARTIAL PREPARE PRESERVE PRIMARY PRIOR
    PRIVILEGES PROCEDURE PUBLIC READ REAL REFERENCES RELATIVE RESTRICT REVOKE RIGHT ROLLBACK ROWS RTRIM SCHEMA
    SCROLL SECOND SELECT SESSION_USER SET SMALLINT SOME SPACE SQL SQLCODE SQLERROR SQLSTATE SUBSTR SUBSTRING
    SUM SYSTEM_USER TABLE TEMPORARY TIMEZONE_HOUR TIMEZONE_MINUTE TO TRANSACTION TRANSLATE TRANSLATION TRUE
    UNION UNIQUE UNKNOWN UPDATE UPPER USER USING VALUES VARCHAR VARYING VIEW WHENEVER WHERE WITH WORK WRITE
    XML XMLEXISTS XMLPARSE XMLQUERY XMLSERIALIZE YEAR
        """
    )
    qualified_by = "catalog"
    sequence_next = "NEXT VALUE FOR %s"
    sequence_current = "(SELECT currentvalue FROM sys.syssequences WHERE sequencename = upper(%s))"
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "boolean": _boolean,
        "datetime": "TIMESTAMP",
        "double": "DOUBLE",
        "int": "INTEGER",
        "mediumint": "MEDIUMINT",
        "nvarchar": "VARCHAR{args}",
        "smallint": "SMALLINT",
        "timestamp": "TIMESTAMP",
        "tinyint": "SMALLINT",
    }

    def boolean(self, value: bool) -> str:  # noqa: FBT001 - the one thing it takes
        """Write a number where the version has no truth values."""
        if self.version is not None and self.version < _FIRST_WITH_BOOLEAN:
            return "1" if value else "0"
        return super().boolean(value)

    def moment(self, when: Moment) -> str:
        """Write DATE('...'), TIME('...') or TIMESTAMP('...')."""
        text = when.text()
        if when.fraction:
            text = text[: -len(when.fraction)] + when.fraction[:6].ljust(6, "0")
        return f"{when.kind.upper()}('{text}')"

    def current_value(self, sequence: ObjectName) -> str:
        """Write a query of the catalogue by the name as text."""
        schema = f"{sequence.schema}." if sequence.schema else ""
        return self.sequence_current % self.text(schema + sequence.name)

    @renders(SetViewRemarksStatement, SetTableRemarksStatement, SetColumnRemarksStatement)
    def no_remarks(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no comments here."""
        del statement
        return ()

    @renders(DropSequenceStatement)
    def drop_sequence(self, statement: DropSequenceStatement) -> str:
        """Write RESTRICT, without which Derby drops nothing."""
        return f"{statement.render(self)} RESTRICT"

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write NULL or NOT NULL alone."""
        return statement.compose(self, statement.null())

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write WITH DEFAULT value."""
        return statement.compose(self, word="WITH DEFAULT")

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write WITH DEFAULT NULL."""
        return statement.compose(self, "WITH DEFAULT NULL")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write SET DATA TYPE."""
        return statement.compose(self, f"SET DATA TYPE {self.column_type(statement.type)}")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write RENAME TABLE table TO new name."""
        return statement.compose(self, before="RENAME TABLE", between="TO")

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Write RENAME COLUMN table.column TO new name."""
        return statement.of_table(self)


DIALECT = DerbyDialect

"""H2 2 and 1.4. Reference: liquibase.database.core.H2Database"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import QUOTE_ALL, words
from clog.dialects.base.types import characters, data_type, large_or, real, short_binary, standard_timestamp
from clog.model.statements.alteration import (
    JoinColumnsStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    SetNullableStatement,
)
from clog.model.statements.column import AddAutoIncrementStatement, AddColumnStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.routine import DropFunctionStatement
from clog.model.statements.view import SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Redefinitions
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.statements.base import Numbering, ObjectName


_FIRST_WITH_IDENTITY = (2,)
_SIZES = ((3, "TINYINT"), (5, "SMALLINT"), (10, "INTEGER"))


def _int(dialect: TypeWriter, kind: DataType) -> str:
    """Read the parameter as the number of digits, and the smallest type which holds them."""
    del dialect
    digits = kind.number(0)
    if digits is None:
        return kind.fill("INT{suffix}")
    return next((name for most, name in _SIZES if digits <= most), "BIGINT")


class H2Dialect(Dialect):
    """H2: quoted names are upper case unless all names are quoted, tables are in PUBLIC."""

    name = "h2"
    # ALTER COLUMN with a type keeps NOT NULL, and nothing else: seen on 2.2
    redefinitions: ClassVar[Redefinitions] = {
        ModifyDataTypeStatement: ("DEFAULT", "IDENTITY", "COMMENT", "GENERATED"),
        AddAutoIncrementStatement: ("COMMENT",),
    }
    traits = Traits("h2", true="TRUE", false="FALSE", now="NOW()", create_if_not_exists=True, drop_cascade="CASCADE")
    reserved = words(
        """
    ALL AND ANY ARRAY AS ASYMMETRIC AUTHORIZATION BETWEEN BOTH CASE CAST CHECK CONSTRAINT CROSS
    CURRENT_CATALOG CURRENT_DATE CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP
    CURRENT_USER DAY DEFAULT DISTINCT ELSE END EXCEPT EXISTS FALSE FETCH FILTER FOR FOREIGN FROM FULL GROUP
    GROUPS HAVING HOUR IF ILIKE IN INNER INTERSECT INTERSECTS INTERVAL IS JOIN KEY LEADING LEFT LIKE LIMIT
    LOCALTIME LOCALTIMESTAMP MINUS MINUTE MONTH NATURAL NOT NULL OFFSET ON OR ORDER OVER PARTITION PRIMARY
    QUALIFY RANGE REGEXP RIGHT ROW ROWNUM ROWS SELECT SESSION_USER SET SOME SYMMETRIC SYSDATE SYSTEM_USER
    SYSTIME SYSTIMESTAMP TABLE TO TODAY TOP TRAILING TRUE UNESCAPE UNION UNIQUE UNKNOWN USER USING VALUE
    VALUES WHEN WHERE WINDOW WITH YEAR _ROWID_
        """
    )
    offline_schema = "PUBLIC"
    date_functions = (
        "CURRENT_DATE",
        "CURDATE",
        "SYSDATE",
        "TODAY",
        "CURRENT_TIME",
        "CURTIME",
        "NOW",
    )
    sequence_next = "NEXTVAL('%s')"
    sequence_current = "CURRVAL('%s')"
    numbering_glue = " "
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "binary": large_or("BINARY", short_binary),
        "blob": "BLOB",
        "boolean": lambda _, kind: kind.fill("BOOLEAN" if kind.args else "BOOLEAN{suffix}"),
        "char": large_or("CHARACTER", characters("CHAR"), "char"),
        "clob": "CLOB",
        "currency": "DECIMAL(18, 4)",
        "datetime": "TIMESTAMP",
        "double": "DOUBLE PRECISION",
        "int": _int,
        "java.sql.types.longvarbinary": "LONGVARBINARY{args}",
        "java.sql.types.longvarchar": "LONGVARCHAR",
        "java.sql.types.varbinary": "VARBINARY{args}",
        "longvarbinary": "LONGVARBINARY{args}",
        "longvarchar": "LONGVARCHAR",
        "real": real,
        "smallint": "SMALLINT",
        "timestamp": standard_timestamp("TIMESTAMP{args}{suffix}", "WITH TIME ZONE"),
        "tinyint": "TINYINT",
        "uuid": "UUID",
        "varbinary": "VARBINARY{args}",
        "xml": "CLOB",
    }

    def write_identifier(self, name: str, kind: str) -> str:
        """Fold names that need quotes to upper case; under QUOTE_ALL_OBJECTS schemas only."""
        if self.quoting == QUOTE_ALL:
            return self.in_quotes(name.upper() if kind == "schema" else name)
        found = super().write_identifier(name, kind)
        return found.upper() if found.startswith('"') else found

    def numbering(self, wish: Numbering) -> str:
        """Write AUTO_INCREMENT before version 2."""
        words = super().numbering(wish)
        old = self.version is not None and self.version < _FIRST_WITH_IDENTITY
        return words.replace(self.numbering_words, "AUTO_INCREMENT") if old else words

    def is_date_function(self, value: str) -> bool:
        """Check for CURRENT_TIMESTAMP too."""
        return value.upper() == "CURRENT_TIMESTAMP" or super().is_date_function(value)

    def sequence(self, sequence: ObjectName) -> str:
        """Write the name inside of a literal, without quotes."""
        return super().sequence(sequence).replace('"', "").replace("'", "''")

    @renders(SetViewRemarksStatement)
    def no_view_remarks(self, statement: SetViewRemarksStatement) -> tuple[str, ...]:
        """Write nothing: views have no comments here."""
        del statement
        return ()

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

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write MERGE INTO ... KEY."""
        if statement.only_update:
            return statement.update(self)
        columns, _, values = statement.insert(self).removeprefix("INSERT").partition(") VALUES (")
        return f"MERGE{columns}) KEY({','.join(statement.key)}) VALUES ({values}"

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

    @renders(DropFunctionStatement)
    def drop_function(self, statement: DropFunctionStatement) -> str:
        """Write DROP ALIAS, the word for functions here."""
        return statement.compose(self, "ALIAS")


DIALECT = H2Dialect

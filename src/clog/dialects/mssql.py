"""Microsoft SQL Server. Reference: liquibase.database.core.MSSQLDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base import Dialect
from clog.dialects.quoting import QUOTE_ALL
from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clog.dialects.data_types import DataType
    from clog.dialects.literals import Moment
    from clog.model.statements.base import ObjectName

_LONGEST = {"varchar": 8000, "varbinary": 8000, "nvarchar": 4000, "char": 8000, "nchar": 4000, "binary": 8000}
_MOST_DIGITS = 7


def _sized(name: str) -> Callable[[Dialect, DataType], str]:
    """Write a type of a length: 1 where none is given, MAX where it is too long."""

    def written(dialect: Dialect, kind: DataType) -> str:
        del dialect
        size = kind.args[0].split()[0] if kind.args else "1"
        if size.lower() == "max" or (size.isdigit() and int(size) > _LONGEST[name]):
            size = "MAX"
        return f"{name}({size})"

    return written


def _exact(name: str) -> Callable[[Dialect, DataType], str]:
    """Write a decimal with precision and scale, 18 and 0 where they are not given."""

    def written(dialect: Dialect, kind: DataType) -> str:
        del dialect
        return f"{name}({', '.join((*kind.args[:2], *('18', '0')[len(kind.args[:2]) :]))})"

    return written


def _binary(dialect: Dialect, kind: DataType) -> str:
    return _sized("varbinary")(dialect, kind) if kind.args else "varbinary(MAX)"


def _float(dialect: Dialect, kind: DataType) -> str:
    del dialect
    return f"float({kind.args[0] if kind.args else 53})"


def _fraction(name: str) -> Callable[[Dialect, DataType], str]:
    """Write a type with digits after the second, as many as there may be."""

    def written(dialect: Dialect, kind: DataType) -> str:
        del dialect
        digits = kind.number(0)
        return f"{name}({digits})" if digits is not None and digits <= _MOST_DIGITS else name

    return written


def _unknown(dialect: Dialect, kind: DataType) -> str:
    """Write the author's own type: the part before the first point, and the rest, as names."""
    parts = kind.label.split(".", 1)
    name = ".".join(dialect.quote(part, "type") for part in parts)
    args = "" if kind.name in {"geometry", "geography"} else f"({', '.join(kind.args)})" if kind.args else ""
    return name + args + (f" {kind.suffix}" if kind.suffix else "")


class MssqlDialect(Dialect):
    """SQL Server: brackets around names, lower-case types, a catalog before tables."""

    name = "mssql"
    traits = Traits(
        "mssql",
        identifier_quotes=("[", "]"),
        catalogs=True,
        tablespaces=True,
        now="GETDATE()",
        batch_separator="GO",
    )
    reserved = frozenset(
        """
    ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BREAK BROWSE BULK BY CASCADE CASE CHECK
    CHECKPOINT CLOSE CLUSTERED COALESCE COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTAINS CONTAINSTABLE
    CONTINUE CONVERT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR
    DATABASE DBCC DEALLOCATE DECLARE DEFAULT DELETE DENY DESC DISK DISTINCT DISTRIBUTED DOUBLE DROP DUMP ELSE
    END ERRLVL ESCAPE EXCEPT EXEC EXECUTE EXISTS EXIT EXTERNAL FETCH FILE FILLFACTOR FOR FOREIGN FREETEXT
    FREETEXTTABLE FROM FULL FUNCTION GOTO GRANT GROUP HAVING HOLDLOCK IDENTITY IDENTITYCOL IDENTITY_INSERT IF
    IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY KILL LEFT LIKE LINENO LOAD MERGE NATIONAL NOCHECK
    NONCLUSTERED NOT NULL NULLIF OF OFF OFFSETS ON OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML OPTION OR
    ORDER OUTER OVER PERCENT PIVOT PLAN PRECISION PRIMARY PRINT PROC PROCEDURE PUBLIC RAISERROR READ READTEXT
    RECONFIGURE REFERENCES REPLICATION RESTORE RESTRICT RETURN REVERT REVOKE RIGHT ROLLBACK ROWCOUNT
    ROWGUIDCOL RULE SAVE SCHEMA SECURITYAUDIT SELECT SEMANTICKEYPHRASETABLE SEMANTICSIMILARITYDETAILSTABLE
    SEMANTICSIMILARITYTABLE SESSION_USER SET SETUSER SHUTDOWN SOME STATISTICS SYSTEM_USER TABLE TABLESAMPLE
    TEXTSIZE THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE TRY_CONVERT TSEQUAL UNION UNIQUE UNPIVOT UPDATE
    UPDATETEXT USE USER VALUES VARYING VIEW WAITFOR WHEN WHERE WHILE WITH WITHIN GROUP WRITETEXT
        """.split()
    )
    index_schema = False
    fraction_digits = 9
    sequence_next = "NEXT VALUE FOR %s"
    literal_kinds = {"uuid": "text"}
    types = {
        "bigint": "bigint",
        "binary": _sized("binary"),
        "blob": _binary,
        "boolean": "bit",
        "char": _sized("char"),
        "clob": "varchar(MAX)",
        "currency": "money",
        "date": "date",
        "datetime": "datetime",
        "datetime2": _fraction("datetime2"),
        "decimal": _exact("decimal"),
        "double": "float(53)",
        "float": _float,
        "function": "[function]",
        "image": "image",
        "int": "int",
        "java.sql.types.real": "real",
        "mediumint": "int",
        "nchar": _sized("nchar"),
        "nclob": "nvarchar(MAX)",
        "ntext": "nvarchar (max)",
        "number": _exact("numeric"),
        "nvarchar": _sized("nvarchar"),
        "real": "real",
        "smalldatetime": "smalldatetime",
        "smallint": "smallint",
        "smallmoney": "smallmoney",
        "text": "varchar (max)",
        "time": _fraction("time"),
        "timestamp": _fraction("datetime2"),
        "timestamp_ntz": Dialect.types["timestamp_ntz"],
        "tinyint": "tinyint",
        "uuid": "uniqueidentifier",
        "varbinary": _sized("varbinary"),
        "varchar": _sized("varchar"),
        "xml": "xml",
    }
    unknown_type = staticmethod(_unknown)

    def must_quote(self, name: str) -> bool:
        """Whether a name cannot stand alone; what looks like a function call is left alone."""
        return "(" not in name and super().must_quote(name)

    def write_identifier(self, name: str, kind: str) -> str:
        """Leave function calls without quotes even where all names are quoted."""
        if self.quoting == QUOTE_ALL and "(" in name and kind != "function":
            return name
        return super().write_identifier(name, kind)

    def owners(self, name: ObjectName, kind: str) -> Iterable[str]:
        """Write the catalog before tables."""
        schema = name.schema or self.default_schema
        if name.catalog and kind == "table":
            return (self.quote(name.catalog, "catalog"), self.quote(schema, "schema") if schema else "null")
        return super().owners(name, kind)

    def text(self, value: str) -> str:
        """Write N'...' where there are letters outside of ASCII."""
        return super().text(value) if value.isascii() else "N" + super().text(value)

    def moment(self, when: Moment) -> str:
        """Write the ISO form with T, which does not depend on the language of the session."""
        return f"'{when.text('T')}'"


DIALECT = MssqlDialect

"""The types and reserved words of Microsoft SQL Server. Reference: liquibase.datatype.core"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base.quoting import words
from clog.dialects.base.types import COMMON_TYPES, digits_after_second

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.dialects.base.types import DataType, TypeTable, TypeWriter

_DIGITS = 9
_LONGEST = {"varchar": 8000, "varbinary": 8000, "nvarchar": 4000, "char": 8000, "nchar": 4000, "binary": 8000}
_MOST_DIGITS = 7
_WITHOUT_PARAMETERS = frozenset(("geography", "geometry", "hierarchyid", "sql_variant"))


def _sized(name: str, *, most: str = "MAX") -> Callable[[TypeWriter, DataType], str]:
    """Write a type of a length: 1 where none is given, `most` where it is too long."""

    def written(dialect: TypeWriter, kind: DataType) -> str:
        del dialect
        size = kind.args[0] if kind.args else "1"
        size = size.removesuffix(" BYTE")
        if not name.startswith("n"):
            size = size.removesuffix(" char").removesuffix(" CHAR")
        if not size.isdecimal() or len(size) > _DIGITS or int(size) > _LONGEST[name]:
            size = most
        return f"{name}({size})" + (f" {kind.suffix}" if kind.suffix else "")

    return written


def _exact(name: str) -> Callable[[TypeWriter, DataType], str]:
    """Write a decimal with precision and scale, 18 and 0 where they are not given."""

    def written(dialect: TypeWriter, kind: DataType) -> str:
        del dialect
        return f"{name}({', '.join((*kind.args[:2], *('18', '0')[len(kind.args[:2]) :]))})"

    return written


def _binary(dialect: TypeWriter, kind: DataType) -> str:
    return _sized("varbinary")(dialect, kind) if kind.args and not kind.suffix else "varbinary(MAX)"


def _float(dialect: TypeWriter, kind: DataType) -> str:
    del dialect
    return f"float({kind.args[0] if kind.args else 53})"


def _fraction(name: str) -> Callable[[TypeWriter, DataType], str]:
    """Write a type with digits after the second; seven is what there is without saying."""

    def written(dialect: TypeWriter, kind: DataType) -> str:
        del dialect
        digits = kind.number(0)
        return name if digits is None or digits == _MOST_DIGITS else f"{name}({digits})"

    return written


def _timestamp(dialect: TypeWriter, kind: DataType) -> str:
    """Omit digits where they are all that there are, or more."""
    del dialect
    return kind.fill("datetime2" if (kind.number(0) or 0) >= _MOST_DIGITS else "datetime2{args}")


def _real(dialect: TypeWriter, kind: DataType) -> str:
    return _float(dialect, kind) if kind.args else "real"


def _short_binary(dialect: TypeWriter, kind: DataType) -> str:
    """Separate binary varying and binary large object from binary, behind which the length stands at once."""
    if kind.args and kind.written[len("binary") :].lstrip().startswith("("):
        return f"binary({kind.args[0]})"
    if kind.suffix.lower() in {"varying", "large object"}:
        return _binary(dialect, kind.with_suffix(""))
    return _sized("binary")(dialect, kind)


def _time(dialect: TypeWriter, kind: DataType) -> str:
    """Refuse digits that are no number."""
    del dialect
    digits_after_second(kind)
    return kind.fill("time" if kind.args == (str(_MOST_DIGITS),) else "time{args}")


def _nclob(dialect: TypeWriter, kind: DataType) -> str:
    """Accept nclob without parameters only, as Liquibase does."""
    del dialect
    return "varchar(MAX)" if kind.args or kind.suffix else "nvarchar(MAX)"


def _unknown(dialect: TypeWriter, kind: DataType) -> str:
    """Write the author's own type: the part before the first point, and the rest, as names."""
    parts = kind.label.split(".", 1)
    name = ".".join(part if part.startswith("[") else dialect.quote(part, "type") for part in parts)
    args = "" if kind.name in _WITHOUT_PARAMETERS else f"({', '.join(kind.args)})" if kind.args else ""
    return name + args + (f" {kind.suffix}" if kind.suffix else "")


TYPES: TypeTable = {
    "": _unknown,
    "bigint": "bigint",
    "binary": _short_binary,
    "blob": _binary,
    "boolean": "bit",
    "char": _sized("char", most="8000"),
    "clob": "varchar(MAX)",
    "currency": "money",
    "date": "date",
    "datetime": "datetime",
    "datetime2": _fraction("datetime2"),
    "datetimeoffset": _fraction("datetimeoffset"),
    "decimal": _exact("decimal"),
    "double": "float(53)",
    "float": _float,
    "function": "[function]{args}",
    "image": "image",
    "int": "int",
    "java.sql.types.real": "real",
    "mediumint": "int",
    "nchar": _sized("nchar", most="4000"),
    "nclob": _nclob,
    "ntext": "nvarchar (max)",
    "number": _exact("numeric"),
    "nvarchar": _sized("nvarchar"),
    "real": _real,
    "smalldatetime": "smalldatetime",
    "smallint": "smallint",
    "smallmoney": "smallmoney",
    "text": "varchar (max){suffix}",
    "time": _time,
    "timestamp": _timestamp,
    "timestamp_ntz": COMMON_TYPES["timestamp_ntz"],
    "tinyint": "tinyint",
    "uuid": "uniqueidentifier",
    "varbinary": _sized("varbinary"),
    "varchar": _sized("varchar"),
    "xml": "xml{args}",
}

RESERVED = words(
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
    """
)

"""Names of column types: which of them mean the same on every database.

Reference: liquibase.datatype.DataTypeFactory
"""

from __future__ import annotations

import re

JAVA = "java.sql.types."
_ALIASES = {
    "bigint": f"{JAVA}bigint java.math.biginteger java.lang.long integer8 bigserial serial8 int8",
    "blob": "longblob longvarbinary varbinary binary image tinyblob mediumblob long-binary long-varbinary "
    f"{JAVA}blob {JAVA}longblob {JAVA}longvarbinary {JAVA}varbinary {JAVA}binary",
    "boolean": f"{JAVA}boolean java.lang.boolean bit bool",
    "char": f"{JAVA}char bpchar character",
    "clob": "longvarchar text longtext nclob longnvarchar ntext tinytext mediumtext long-varchar long-nvarchar "
    f"{JAVA}longvarchar {JAVA}clob {JAVA}longnvarchar {JAVA}nclob",
    "currency": "money smallmoney",
    "date": f"{JAVA}date java.sql.date",
    "datetime": f"{JAVA}datetime java.util.date smalldatetime datetime2",
    "decimal": f"{JAVA}decimal java.math.bigdecimal",
    "double": f"{JAVA}double java.lang.double",
    "float": f"{JAVA}float java.lang.float real {JAVA}real",
    "function": "",
    "int": f"integer {JAVA}integer java.lang.integer serial int4 serial4",
    "mediumint": "",
    "nchar": f"{JAVA}nchar nchar2",
    "number": f"numeric {JAVA}numeric",
    "nvarchar": f"{JAVA}nvarchar nvarchar2 national",
    "smallint": f"{JAVA}smallint int2 smallserial",
    "time": f"{JAVA}time java.sql.time timetz",
    "timestamp": f"{JAVA}timestamp {JAVA}timestamp_with_timezone java.sql.timestamp timestamptz",
    "tinyint": f"{JAVA}tinyint",
    "uuid": "uniqueidentifier java.util.uuid",
    "varchar": f"{JAVA}varchar java.lang.string varchar2 character-varying",
    "xml": f"xmltype {JAVA}sqlxml",
}
LOGICAL = {alias.replace("-", " "): name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
"""Written name in lower case -> logical name."""

TWO_WORDS = ("character varying", "bit varying", "long varchar", "long nvarchar", "long varbinary", "long binary")
"""Names that consist of two words."""

_NAME = re.compile(r"[^\s(]+")
_CHARACTERS = frozenset(("char", "nchar", "nvarchar", "varchar"))


def logical_name(written: str) -> str:
    """Return the logical name of a type as an author wrote it; empty for types that only one database knows."""
    text = written.strip().lower()
    for name in TWO_WORDS:
        if text.startswith(name):
            return LOGICAL.get(name, "")
    found = _NAME.match(text)
    return "" if found is None else LOGICAL.get(found[0], "")


def is_boolean(written: str | None) -> bool:
    """Return whether a type holds truth values."""
    return written is not None and logical_name(written) == "boolean"


def is_character(written: str | None) -> bool:
    """Return whether a type holds text of limited length."""
    return written is not None and logical_name(written) in _CHARACTERS

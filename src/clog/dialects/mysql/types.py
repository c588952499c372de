"""The types of MySQL. Reference: liquibase.datatype.core"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base.types import COMMON_TYPES, digits_after_second, real, standard_timestamp

if TYPE_CHECKING:
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter

_BOTH = 2
_checked_timestamp = standard_timestamp("timestamp", "")
_KEPT_BINARY = frozenset(("binary", "varbinary"))
_KEPT_LOBS = frozenset(("blob", "mediumblob", "tinyblob", "text", "mediumtext", "tinytext"))


def _blob(dialect: TypeWriter, kind: DataType) -> str:
    """Keep the size that the name says; everything else is the largest."""
    del dialect
    if kind.name in _KEPT_BINARY:
        return kind.fill("{name}{args}")
    if kind.written.lower() in {"java.sql.types.blob", "java.sql.types.varbinary"}:
        return kind.written[kind.written.rindex(".") + 1 :].upper()
    return kind.fill("{name}" if kind.name in _KEPT_LOBS else "LONGBLOB")


def _clob(dialect: TypeWriter, kind: DataType) -> str:
    """Keep the size that the name says; everything else is the largest."""
    del dialect
    if kind.name == "nclob":
        return "LONGTEXT CHARACTER SET utf8"
    return kind.fill("{name}" if kind.name in _KEPT_LOBS else "LONGTEXT")


def _double(dialect: TypeWriter, kind: DataType) -> str:
    """Omit a single parameter, which is no precision."""
    del dialect
    kind = kind.with_suffix(kind.suffix.upper())
    if len(kind.args) != _BOTH:
        return kind.fill("DOUBLE{suffix}")
    return kind.fill("DOUBLE PRECISION{args}" if kind.suffix == "PRECISION" else "DOUBLE{args}{suffix}")


def _datetime(dialect: TypeWriter, kind: DataType) -> str:
    """Write as many digits after the second as there may be."""
    digits = digits_after_second(kind)
    if digits is None or not dialect.fraction_digits:
        return "datetime"
    first = kind.number(0)
    return f"datetime({min(digits if first is None else first, dialect.fraction_digits)})"


def _timestamp(dialect: TypeWriter, kind: DataType) -> str:
    """Leave everything but the bare name as it is written."""
    _checked_timestamp(dialect, kind)
    return "timestamp" if kind.written.lower() == kind.name else kind.written


def _time(dialect: TypeWriter, kind: DataType) -> str:
    """Write digits after the second for the versions for which Liquibase knows them: x.6.4 and the like, not 8.0."""
    version = (*(dialect.version or ()), 0, 0, 0)
    known = version[0] >= 5 and version[1] >= 6 and version[2] >= 4
    return kind.fill("time{args}" if known else "time")


TYPES: TypeTable = {
    **COMMON_TYPES,
    "bigint": "BIGINT{suffix}",
    "bit": "BIT{args}",
    "blob": _blob,
    "boolean": "TINYINT",
    "clob": _clob,
    "datetime": _datetime,
    "double": _double,
    "int": "INT{suffix}",
    "mediumint": "MEDIUMINT{suffix}",
    "real": real,
    "smallint": "SMALLINT{suffix}",
    "time": _time,
    "timestamp": _timestamp,
    "xml": "LONGTEXT",
}

"""SAP SQL Anywhere. Reference: liquibase.database.core.SybaseASADatabase"""

from __future__ import annotations

from clog.dialects.base import Dialect
from clog.dialects.data_types import standard_timestamp
from clog.model.traits import Traits


class SqlAnywhereDialect(Dialect):
    """SQL Anywhere: every column says NULL or NOT NULL, objects belong to the user dba."""

    name = "asany"
    traits = Traits(
        "asany",
        tablespaces=True,
        deferrable=True,
        explicit_null=True,
        now="now()",
        batch_separator="GO",
        sequences=True,
    )
    offline_schema = "dba"
    index_schema = False
    fraction_digits = 6
    types = {
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


DIALECT = SqlAnywhereDialect

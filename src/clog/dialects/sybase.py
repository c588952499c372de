"""SAP Adaptive Server Enterprise (Sybase). Reference: liquibase.database.core.SybaseDatabase"""

from __future__ import annotations

from clog.dialects.base import Dialect
from clog.dialects.quoting import QUOTE_ALL
from clog.model.traits import Traits


class SybaseDialect(Dialect):
    """ASE: brackets around names, every column says NULL or NOT NULL."""

    name = "sybase"
    traits = Traits(
        "sybase",
        identifier_quotes=("[", "]"),
        sequences=False,
        tablespaces=True,
        explicit_null=True,
        now="GETDATE()",
        batch_separator="GO",
    )
    index_schema = False
    types = {
        **Dialect.types,
        "bigint": "BIGINT",
        "blob": "IMAGE",
        "boolean": "BIT",
        "clob": "TEXT",
        "currency": "MONEY",
        "int": "INT",
        "smallint": "SMALLINT",
        "timestamp": "datetime",
        "tinyint": "TINYINT",
        "uuid": "UNIQUEIDENTIFIER",
        "xml": "TEXT",
    }

    def must_quote(self, name: str) -> bool:
        """Whether a name cannot stand alone; what looks like a function call is left alone."""
        return "(" not in name and super().must_quote(name)

    def write_identifier(self, name: str, kind: str) -> str:
        """Leave indexes without quotes even where all names are quoted."""
        if self.quoting == QUOTE_ALL and kind == "index":
            return name
        return super().write_identifier(name, kind)


DIALECT = SybaseDialect

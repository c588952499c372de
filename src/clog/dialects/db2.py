"""IBM DB2 for Linux, Unix and Windows. Reference: liquibase.database.core.AbstractDb2Database"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base import Dialect, renders
from clog.model.statements.index import CreateIndexStatement
from clog.model.statements.view import SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.literals import Moment


class Db2Dialect(Dialect):
    """DB2: truth values are numbers, dates are function calls, schemas are always quoted."""

    name = "db2"
    traits = Traits("db2", tablespaces=True, now="CURRENT TIMESTAMP")
    sequence_next = "NEXT VALUE FOR %s"
    sequence_current = "PREVIOUS VALUE FOR %s"
    qualified_by = "catalog"
    fraction_digits = 12
    types = {
        **Dialect.types,
        "bigint": "BIGINT",
        "binary": "BINARY{args}",
        "blob": "BLOB",
        "boolean": "SMALLINT",
        "clob": "CLOB{args}",
        "currency": "DECIMAL(19, 4)",
        "datetime": "TIMESTAMP{args}",
        "double": "DOUBLE",
        "int": "INTEGER",
        "java.sql.types.varbinary": "VARBINARY{args}",
        "real": "REAL",
        "smallint": "SMALLINT",
        "timestamp": "timestamp{args}",
        "tinyint": "SMALLINT",
        "varbinary": "VARBINARY{args}",
    }

    def write_identifier(self, name: str, kind: str) -> str:
        """Quote schemas always."""
        return self.in_quotes(name) if kind == "schema" else super().write_identifier(name, kind)

    def moment(self, when: Moment) -> str:
        """Write DATE('...'), TIME('...') or TIMESTAMP('...')."""
        return f"{when.kind.upper()}('{when.text()}')"

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write IN tablespace and CLUSTER behind the columns."""
        space = f" IN {statement.tablespace}" if statement.tablespace else ""
        return statement.written(self, tail=space + (" CLUSTER" if statement.clustered else ""))

    @renders(SetViewRemarksStatement)
    def view_remarks(self, statement: SetViewRemarksStatement) -> str | tuple[str, ...]:
        """Write COMMENT ON TABLE, which is for views too."""
        return statement.written(self, "TABLE")


DIALECT = Db2Dialect

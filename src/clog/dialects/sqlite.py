"""SQLite. Reference: liquibase.database.core.SQLiteDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base import Dialect, renders
from clog.dialects.quoting import words
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, DropSequenceStatement
from clog.model.statements.view import CreateViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.data_types import TypeTable

_OR_REPLACE = re.compile(r"\bCREATE\s+OR\s+REPLACE\s+", re.IGNORECASE)


class SqliteDialect(Dialect):
    """SQLite: few types, a schema is an attached database, most changes of tables are rebuilds."""

    name = "sqlite"
    traits = Traits("sqlite", transactional_ddl=True, sequences=False, deferrable=True)
    # the words that the JDBC driver names, on which Liquibase relies with a connection
    reserved = words(
        """
    ABORT ACTION AFTER ANALYZE ATTACH AUTOINCREMENT BEFORE CASCADE CONFLICT DATABASE DEFERRABLE DEFERRED
    DESC DETACH EXCLUSIVE EXPLAIN FAIL GLOB IGNORE INDEX INDEXED INITIALLY INSTEAD ISNULL KEY LIMIT
    NOTNULL OFFSET PLAN PRAGMA QUERY RAISE REGEXP REINDEX RENAME REPLACE RESTRICT TEMP TEMPORARY
    TRANSACTION VACUUM VIEW VIRTUAL
        """
    )
    qualified_by = "catalog"
    numbering_words = "AUTOINCREMENT"
    numbering_options = ()
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "blob": "BLOB{args}",
        "boolean": "BOOLEAN{args}",
        "clob": "TEXT",
        "currency": "REAL",
        "datetime": "TEXT",
        "int": "INTEGER",
        "number": "NUMBER{args}",
        "timestamp": "TEXT",
        "uuid": "TEXT",
        "xml": "TEXT",
    }

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> tuple[str, ...]:
        """Drop the older view first, where it is to give way; Liquibase drops it even where there is none."""
        found = statement.written(self, "CREATE")
        if not statement.replace:
            return (found,)
        return (
            f"DROP VIEW IF EXISTS {self.object(statement.view, 'view')}",
            _OR_REPLACE.sub("CREATE ", found, count=1),
        )

    @renders(SetViewRemarksStatement)
    def no_view_remarks(self, statement: SetViewRemarksStatement) -> tuple[str, ...]:
        """Write nothing: views have no comments here."""
        del statement
        return ()

    @renders(CreateSequenceStatement, AlterSequenceStatement, DropSequenceStatement)
    def no_sequences(
        self, statement: CreateSequenceStatement | AlterSequenceStatement | DropSequenceStatement
    ) -> tuple[str, ...]:
        """Write nothing: there are no sequences."""
        del statement
        return ()


DIALECT = SqliteDialect

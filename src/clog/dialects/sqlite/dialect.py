"""SQLite. Reference: liquibase.database.core.SQLiteDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import words
from clog.model.statements.column import SetColumnRemarksStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, DropSequenceStatement
from clog.model.statements.table import CreateTableStatement, SetTableRemarksStatement, is_key
from clog.model.statements.view import CreateViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.dialects.base.types import TypeTable
    from clog.model.change import Change
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement

_OR_REPLACE = re.compile(r"\bCREATE\s+OR\s+REPLACE\s+", re.IGNORECASE)


class SqliteDialect(Dialect):
    """SQLite: few types, a schema is an attached database, most changes of tables are rebuilds."""

    name = "sqlite"
    traits = Traits(
        "sqlite",
        transactional_ddl=True,
        sequences=False,
        deferrable=True,
        create_if_not_exists=True,
        added_numbering="keys",
        only_semicolons=True,
    )
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
        "blob": "BLOB{args}{suffix}",
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

    def careful(self) -> SqliteDialect:
        """Return this dialect with all the words quoted that SQLite itself wants in quotes."""
        return _CarefulDialect(version=self.version, quoting=self.quoting)

    def lower(self, change: Change, context: ChangeContext) -> Iterable[Statement]:
        """Rebuild tables where there is no statement for what a change asks of them."""
        from clog.dialects.sqlite.rebuild import lowered

        found = super().lower(change, context)
        return lowered(
            self, self.careful(), found, context.catalog, what=change.declaration.name, shown=context.is_script
        )

    @renders(CreateTableStatement)
    def create_table(self, statement: CreateTableStatement) -> str:
        """Write the primary key of one column that numbers the rows behind its type: so it must be here."""
        keys = [column for column in statement.columns if is_key(column)]
        if len(keys) != 1 or not self.numbers_rows(keys[0]):
            return statement.compose(self)
        inline = f" CONSTRAINT {statement.key_name(self)} PRIMARY KEY"
        columns = [
            statement.definition(self, column, inline=inline if column is keys[0] else "")
            for column in statement.columns
        ]
        return statement.compose(self, columns=columns, key="")

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> tuple[str, ...]:
        """Drop the older view first, where it is to give way; Liquibase drops it even where there is none."""
        found = statement.compose(self, "CREATE")
        if not statement.or_replace:
            return (found,)
        return (
            f"DROP VIEW IF EXISTS {self.object(statement.view, 'view')}",
            _OR_REPLACE.sub("CREATE ", found, count=1),
        )

    @renders(SetViewRemarksStatement, SetTableRemarksStatement, SetColumnRemarksStatement)
    def no_remarks(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no comments here."""
        del statement
        return ()

    @renders(CreateSequenceStatement, AlterSequenceStatement, DropSequenceStatement)
    def no_sequences(
        self, statement: CreateSequenceStatement | AlterSequenceStatement | DropSequenceStatement
    ) -> tuple[str, ...]:
        """Write nothing: there are no sequences."""
        del statement
        return ()

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write INSERT OR REPLACE."""
        if statement.only_update:
            return statement.update(self)
        return statement.insert(self).replace("INSERT", "INSERT OR REPLACE", 1)


class _CarefulDialect(SqliteDialect):
    """SQLite for statements of our own, for which Liquibase's list of words is no measure."""

    reserved = SqliteDialect.reserved | words(
        """
    ADD ALL ALTER ALWAYS AND AS ASC BEGIN BETWEEN BY CASE CAST CHECK COLLATE COLUMN COMMIT CONSTRAINT CREATE
    CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DEFAULT DELETE DISTINCT DO DROP EACH ELSE END
    ESCAPE EXCEPT EXCLUDE EXISTS FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GROUP GROUPS HAVING IF
    IMMEDIATE IN INNER INSERT INTERSECT INTO IS JOIN LAST LEFT LIKE MATCH MATERIALIZED NATURAL NO NOT NOTHING
    NULL NULLS OF ON OR ORDER OTHERS OUTER OVER PARTITION PRECEDING PRIMARY RANGE RECURSIVE REFERENCES RELEASE
    RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE THEN TIES TO TRIGGER UNBOUNDED UNION UNIQUE
    UPDATE USING VALUES WHEN WHERE WINDOW WITH WITHOUT
        """
    )


DIALECT = SqliteDialect

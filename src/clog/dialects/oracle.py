"""Oracle Database. Reference: liquibase.database.core.OracleDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.changes.add_lookup_table import AddLookupTableChange
from clog.dialects.base.dialect import Dialect, lowers, renders
from clog.dialects.base.quoting import words
from clog.dialects.base.types import standard_timestamp
from clog.model.sql import Sql
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    ModifyDataTypeStatement,
    SetNullableStatement,
)
from clog.model.statements.check import AddCheckStatement
from clog.model.statements.constraint import (
    AddForeignKeyStatement,
    AddPrimaryKeyStatement,
    AddUniqueConstraintStatement,
    DropPrimaryKeyStatement,
    DropUniqueConstraintStatement,
)
from clog.model.statements.index import CreateIndexStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.procedure import CreateProcedureStatement
from clog.model.statements.routine import CreateRoutineStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, RenameSequenceStatement
from clog.model.statements.tracking import TagNewest
from clog.model.statements.view import RenameViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits
from clog.sqltext.bodies import without_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.dialects.base.literals import Moment
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Numbering, ObjectName, Statement

_SLASH = "\\n/"
"""What ends a block in scripts, spelled as authors spell it."""

_FIRST_WITH_BOOLEAN = (23,)
_FIRST_WITH_IDENTITY = (12, 1)
_FORMATS = {"date": "YYYY-MM-DD", "time": "HH24:MI:SS", "timestamp": "YYYY-MM-DD HH24:MI:SS"}


def _boolean(dialect: TypeWriter, kind: DataType) -> str:
    del kind
    return "BOOLEAN" if dialect.version is None or dialect.version >= _FIRST_WITH_BOOLEAN else "NUMBER(1)"


_PARAMETERS = re.compile(r"\(\d+\)")


def _as_written(dialect: TypeWriter, kind: DataType) -> str:
    del dialect
    return kind.written


def _nclob(dialect: TypeWriter, kind: DataType) -> str:
    """Accept NCLOB without parameters only, as Liquibase does."""
    del dialect
    return "CLOB" if kind.args or kind.suffix else "NCLOB"


def _unknown(dialect: TypeWriter, kind: DataType) -> str:
    """Leave the author's own types, and intervals, without parameters."""
    del dialect
    if kind.name.startswith("interval "):
        return _PARAMETERS.sub("", kind.written)
    return kind.fill("{name}{suffix}" if kind.name == "long" else "{name}")


class OracleDialect(Dialect):
    """Oracle: numbers for most types, dates by TO_DATE."""

    name = "oracle"
    traits = Traits(
        "oracle",
        replace_routines="OR REPLACE",
        switched_triggers=True,
        switched_checks=True,
        tablespaces=True,
        deferrable=True,
        not_null_names=True,
        now="SYSTIMESTAMP",
        drop_cascade="CASCADE CONSTRAINTS",
        key_tablespaces=True,
        unchecked=" ENABLE NOVALIDATE ",
        block_end="/",
    )
    reserved = words("DESC GROUP ORDER PASSWORD RESOURCE SESSION SIZE START UID USER")
    qualified_by = "catalog"
    date_functions = ("SYSDATE", "SYSTIMESTAMP", "CURRENT_TIMESTAMP")
    sequence_next = "%s.nextval"
    sequence_current = "%s.currval"
    numbering_words = "GENERATED {kind} AS IDENTITY"
    longest_key_name = (30, 30)
    generated_by = "GENERATED ALWAYS "
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "": _unknown,
        "bigint": "NUMBER(38, 0)",
        "binary": "RAW{args}",
        "blob": "BLOB",
        "boolean": _boolean,
        "char": "CHAR{args}{suffix}",
        "clob": "CLOB",
        "currency": "NUMBER(15, 2)",
        "datetime": "TIMESTAMP{args}",
        "double": "DOUBLE PRECISION",
        "int": "INTEGER",
        "mediumint": "MEDIUMINT",
        "nchar": "NCHAR{args}",
        "nclob": _nclob,
        "number": "NUMBER{args}",
        "nvarchar": "NVARCHAR2{args}",
        "raw": _as_written,
        "smallint": "NUMBER(5)",
        "time": "DATE",
        "timestamp": standard_timestamp("TIMESTAMP{args}{suffix}", "WITH TIMEZONE"),
        "tinyint": "NUMBER(3)",
        "uuid": "RAW(16)",
        "varbinary": "RAW{args}",
        "varchar": "VARCHAR2{args}",
        "xml": "XMLTYPE",
    }

    def numbering(self, wish: Numbering) -> str:
        """Write nothing where the version has no identity columns."""
        old = self.version is not None and self.version < _FIRST_WITH_IDENTITY
        return "" if old else super().numbering(wish)

    def moment(self, when: Moment) -> str:
        """Write TO_DATE, or TO_TIMESTAMP where there is a fraction of a second."""
        if when.fraction:
            return f"TO_TIMESTAMP('{when.text()}', '{_FORMATS[when.kind]}.FF')"
        return f"TO_DATE('{when.text()}', '{_FORMATS[when.kind]}')"

    def sequence(self, sequence: ObjectName) -> str:
        """Read one point in the name as the border of schema and name, and quote both."""
        if sequence.name.count(".") != 1:
            return super().sequence(sequence)
        parts = [self.in_quotes(part) for part in sequence.name.split(".")]
        return ".".join([*self.owners(sequence, "sequence"), *parts])

    def xml(self, value: str) -> str:
        """Write XMLType('...')."""
        return f"XMLType({self.text(value)})"

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write ON CLUSTER and TABLESPACE; foreign keys have no index of their own."""
        return statement.compose(
            self,
            on="ON CLUSTER " if statement.clustered else "ON ",
            tail=f" TABLESPACE {statement.tablespace}" if statement.tablespace else "",
            made=("primaryKey", "uniqueConstraint"),
        )

    @renders(SetViewRemarksStatement)
    def view_remarks(self, statement: SetViewRemarksStatement) -> str | tuple[str, ...]:
        """Write COMMENT ON TABLE, which is for views too."""
        return statement.compose(self, "TABLE")

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Write NOCACHE and NOORDER too."""
        words = {"no_cache": "NOCACHE ", "not_ordered": "NOORDER"}
        return statement.compose(self, "start increment minimum maximum cache ordered cycle", words=words)

    @renders(AlterSequenceStatement)
    def alter_sequence(self, statement: AlterSequenceStatement) -> str:
        """Write NOCYCLE too."""
        words = {"not_cycle": "NOCYCLE"}
        return statement.compose(self, "increment minimum maximum ordered cache cycle", words=words)

    @renders(RenameViewStatement)
    def rename_view(self, statement: RenameViewStatement) -> str:
        """Write RENAME without schemas."""
        return f"RENAME {self.quote(statement.view.name, 'view')} TO {self.quote(statement.new_name, 'view')}"

    @renders(RenameSequenceStatement)
    def rename_sequence(self, statement: RenameSequenceStatement) -> str:
        """Write RENAME old TO new."""
        return (
            f"RENAME {self.quote(statement.sequence.name, 'sequence')} TO {self.quote(statement.new_name, 'sequence')}"
        )

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> str:
        """Write MERGE with the last row."""
        table = self.object(statement.table)
        return (
            f"MERGE INTO {table} a USING ("
            f"SELECT * FROM (SELECT ORDEREXECUTED, DATEEXECUTED from {table} order by DATEEXECUTED desc, ORDEREXECUTED desc) where rownum=1) b ON "
            "( a.DATEEXECUTED = b.DATEEXECUTED and a.ORDEREXECUTED=b.ORDEREXECUTED )"
            f" WHEN MATCHED THEN UPDATE SET  a.tag={self.text(statement.tag)}"
        )

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write a PL/SQL block that counts the rows with the key."""
        head = (
            "DECLARE\n\tv_reccount NUMBER := 0;\nBEGIN\n\tSELECT COUNT(*) INTO v_reccount FROM %s;\n"
            "\tIF v_reccount = 0 THEN\n"
        )
        return statement.counted(self, head, "\tELSIF v_reccount = 1 THEN\n", "END IF;\nEND;\n/")

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Write which tablespace and index serve it, and whether rows that are there are checked."""
        space = f" USING INDEX TABLESPACE {statement.tablespace}" if statement.tablespace else ""
        index = f" USING INDEX {self.object(statement.index, 'index')}" if statement.index is not None else ""
        return statement.compose(self, tail=space + index + ("" if statement.validate else self.traits.unchecked))

    @renders(DropPrimaryKeyStatement)
    def drop_primary_key(self, statement: DropPrimaryKeyStatement) -> str:
        """Drop the index behind it too, unless it shall be kept."""
        index = "KEEP INDEX" if statement.drop_index is False else "DROP INDEX"
        return f"{statement.render(self)} {index}"

    @renders(AddUniqueConstraintStatement)
    def add_unique_constraint(self, statement: AddUniqueConstraintStatement) -> str:
        """Write when it is checked, which index or tablespace serves it, and whether rows that are there are checked."""
        serving = f" USING INDEX TABLESPACE {statement.tablespace}" if statement.tablespace else ""
        if statement.index is not None:
            serving = f" USING INDEX {self.object(statement.index, 'index')}"
        disabled = " DISABLE" if statement.disabled else ""
        unchecked = "" if statement.validate else self.traits.unchecked
        return statement.compose(self, tail=statement.timing() + disabled + serving + unchecked)

    @renders(DropUniqueConstraintStatement)
    def drop_unique_constraint(self, statement: DropUniqueConstraintStatement) -> str:
        """Drop the index behind it too."""
        return f"{statement.render(self)} DROP INDEX"

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Omit what it does not know, and write whether rows that are there are checked."""
        return statement.compose(
            self,
            on_update=False,
            no_rules=("RESTRICT", "NO ACTION"),
            tail="" if statement.validate else self.traits.unchecked,
        )

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write MODIFY column CONSTRAINT name NOT NULL; what has a name is dropped by it."""
        if statement.nullable and statement.name:
            return f"ALTER TABLE {self.object(statement.table)} DROP CONSTRAINT {self.bare(statement.name)}"
        name = f"CONSTRAINT {self.bare(statement.name)} " if statement.name else ""
        unchecked = "" if statement.validate else self.traits.unchecked
        return statement.compose(self, name + statement.null() + unchecked, verb="MODIFY")

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write MODIFY column DEFAULT value."""
        return statement.compose(self, verb="MODIFY", word="DEFAULT")

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write MODIFY column DEFAULT NULL."""
        return statement.compose(self, "DEFAULT NULL", verb="MODIFY")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write MODIFY column type."""
        return statement.compose(self, self.column_type(statement.type), verb="MODIFY")

    @renders(CreateProcedureStatement)
    def create_procedure(self, statement: CreateProcedureStatement) -> tuple[Sql, ...]:
        """Leave the semicolon at the end, which belongs to the text; a slash only ends a script."""
        return (Sql(without_end(statement.placed(self), "/"), _SLASH),)

    @lowers(AddLookupTableChange)
    def lower_lookup_table(self, change: AddLookupTableChange, context: ChangeContext) -> Iterator[Statement]:
        """Omit NOT NULL, which the primary key brings."""
        return change.steps(context, not_null=False)

    @renders(CreateRoutineStatement)
    def create_routine(self, statement: CreateRoutineStatement) -> tuple[Sql, ...]:
        """Leave the semicolon at the end, which belongs to the text; a slash only ends a script."""
        written = statement.compose(self, "/")
        return tuple(Sql(text, _SLASH) for text in ((written,) if isinstance(written, str) else written))

    @renders(AddCheckStatement)
    def add_check(self, statement: AddCheckStatement) -> str:
        """Write DISABLE, or ENABLE NOVALIDATE for rows that are not checked."""
        tail = " DISABLE" if statement.disabled else "" if statement.validate else " ENABLE NOVALIDATE"
        return statement.compose(self, tail=tail)


DIALECT = OracleDialect

"""MySQL. Reference: liquibase.database.core.MySQLDatabase"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.changes.add_column import AddColumnChange
from clog.changes.add_default_value import AddDefaultValueChange
from clog.changes.create_table import CreateTableChange
from clog.dialects.base.columns import default_as_given
from clog.dialects.base.dialect import Dialect, lowers, renders
from clog.dialects.base.quoting import words
from clog.dialects.mysql.types import TYPES
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    JoinColumnsStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.check import AddCheckStatement, SwitchCheckStatement
from clog.model.statements.column import (
    AddAutoIncrementStatement,
    AddColumnStatement,
    DropColumnStatement,
    SetColumnRemarksStatement,
    has_default,
)
from clog.model.statements.constraint import (
    AddPrimaryKeyStatement,
    DropForeignKeyStatement,
    DropUniqueConstraintStatement,
    drop_constraint,
)
from clog.model.statements.index import DropIndexStatement
from clog.model.statements.load import InsertRowsStatement, UpsertStatement
from clog.model.statements.procedure import CreateProcedureStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, DropSequenceStatement
from clog.model.statements.table import CreateTableStatement, SetTableRemarksStatement, is_key
from clog.model.statements.tracking import TagNewest
from clog.model.statements.view import RenameViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits
from clog.sqltext.blanks import BLANKS
from clog.sqltext.bodies import without_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.dialects.base.dialect import Redefinitions
    from clog.dialects.base.types import TypeTable
    from clog.model.catalog import Catalog
    from clog.model.context import ChangeContext
    from clog.model.parts import AddColumnConfig
    from clog.model.statements.base import ObjectName, Statement

_RENAMED = (
    "NOT NULL", "DEFAULT", "ON UPDATE", "AUTO_INCREMENT", "COMMENT", "COLLATE", "GENERATED", "CHECK", "INVISIBLE",
)  # fmt: skip
_ALTERED = tuple(word for word in _RENAMED if word != "NOT NULL")

_WHOLE = re.compile(r"(-?\d+)\.0+")


def _whole(value: str) -> str:
    """Write a whole number without zeros behind a point."""
    match = _WHOLE.fullmatch(value)
    return match[1] if match else value


class MysqlDialect(Dialect):
    """MySQL: names between backticks, NULL is said, no sequences.

    Attributes:
        first_with_fractions: the version from which on times have digits after the second.
    """

    name = "mysql"
    traits = Traits(
        "mysql",
        switched_checks=True,
        identifier_quotes=("`", "`"),
        sequences=False,
        explicit_null=True,
        now="NOW()",
        create_if_not_exists=True,
        numbering_increment=False,
        added_numbering="keys",
        line_comment="-- ",
        delimiter_command=True,
    )
    reserved = words(
        """
    ACCESSIBLE ADD ADMIN ALL ALTER ANALYZE AND AS ASC ASENSITIVE BEFORE BETWEEN BIGINT BINARY BLOB BOTH
    BUCKETS BY CALL CASCADE CASE CHANGE CHAR CHARACTER CHECK CLONE COLLATE COLUMN COMPONENT CONDITION
    CONSTRAINT CONTINUE CONVERT CREATE CROSS CUBE CUME_DIST CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP
    CURRENT_USER CURSOR DATABASE DATABASES DAY_HOUR DAY_MICROSECOND DAY_MINUTE DAY_SECOND DEC DECIMAL
    DECLARE DEFAULT DEFINITION DELAYED DELETE DENSE_RANK DESC DESCRIBE DESCRIPTION DETERMINISTIC DISTINCT
    DISTINCTROW DIV DOUBLE DROP DUAL EACH ELSE ELSEIF EMPTY ENCLOSED ESCAPED EXCEPT EXCLUDE EXISTS EXIT
    EXPLAIN FALSE FETCH FIRST_VALUE FLOAT FLOAT4 FLOAT8 FOLLOWING FOR FORCE FOREIGN FROM FULLTEXT
    GENERATED GEOMCOLLECTION GET GET_MASTER_PUBLIC_KEY GRANT GROUP GROUPING GROUPS HAVING HIGH_PRIORITY
    HISTOGRAM HISTORY HOUR_MICROSECOND HOUR_MINUTE HOUR_SECOND IF IGNORE IN INDEX INFILE INNER INOUT
    INSENSITIVE INSERT INT INT1 INT2 INT3 INT4 INT8 INTEGER INTERVAL INTO INVISIBLE IS ITERATE JOIN
    JSON_TABLE KEY KEYS KILL LAG LAST_VALUE LEAD LEADING LEAVE LEFT LIKE LIMIT LINEAR LINES LOAD LOCALTIME
    LOCALTIMESTAMP LOCK LOCKED LONG LONGBLOB LONGTEXT LOOP LOW_PRIORITY MASTER_PUBLIC_KEY_PATH
    MASTER_SSL_VERIFY_SERVER_CERT MATCH MAXVALUE MEDIUMBLOB MEDIUMINT MEDIUMTEXT MIDDLEINT
    MINUTE_MICROSECOND MINUTE_SECOND MOD MODIFIES NATURAL NESTED NOT NOWAIT NO_WRITE_TO_BINLOG NTH_VALUE
    NTILE NULL NULLS NUMERIC OF ON OPTIMIZE OPTIMIZER_COSTS OPTION OPTIONALLY OR ORDER ORDINALITY
    ORGANIZATION OTHERS OUT OUTER OUTFILE OVER PARTITION PATH PERCENT_RANK PERSIST PERSIST_ONLY PRECEDING
    PRECISION PRIMARY PROCEDURE PROCESS PURGE RANGE RANK READ READS READ_WRITE REAL RECURSIVE REFERENCE
    REFERENCES REGEXP RELEASE REMOTE RENAME REPEAT REPLACE REQUIRE RESIGNAL RESOURCE RESPECT RESTART
    RESTRICT RETURN REUSE REVOKE RIGHT RLIKE ROLE ROW_NUMBER SCHEMA SCHEMAS SECOND_MICROSECOND SELECT
    SENSITIVE SEPARATOR SET SHOW SIGNAL SKIP SMALLINT SPATIAL SPECIFIC SQL SQLEXCEPTION SQLSTATE
    SQLWARNING SQL_BIG_RESULT SQL_CALC_FOUND_ROWS SQL_SMALL_RESULT SRID SSL STARTING STORED STRAIGHT_JOIN
    SYSTEM TABLE TERMINATED THEN THREAD_PRIORITY TIES TINYBLOB TINYINT TINYTEXT TO TRAILING TRIGGER TRUE
    UNBOUNDED UNDO UNION UNIQUE UNLOCK UNSIGNED UPDATE USAGE USE USING UTC_DATE UTC_TIME UTC_TIMESTAMP
    VALUES VARBINARY VARCHAR VARCHARACTER VARYING VCPU VIRTUAL VISIBLE WHEN WHERE WHILE WINDOW WITH WRITE
    XOR YEAR_MONTH ZEROFILL
        """
    )
    qualified_by = "catalog"
    index_schema = False
    counts_fractions = False
    backslashes = True
    numbering_words = "AUTO_INCREMENT"
    redefinitions: ClassVar[Redefinitions] = {
        RenameColumnStatement: _RENAMED,
        ModifyDataTypeStatement: _RENAMED,
        SetColumnRemarksStatement: _RENAMED,
        SetNullableStatement: _ALTERED,
        AddAutoIncrementStatement: ("COMMENT", "CHECK", "INVISIBLE"),
    }
    redefined_in_type = True
    numbering_options = ()
    first_with_fractions: ClassVar[tuple[int, ...]] = (5, 6, 4)
    types: ClassVar[TypeTable] = TYPES

    @property
    def fraction_digits(self) -> int:  # type: ignore[override] # a constant elsewhere
        """How many digits after the second a timestamp may have."""
        return 0 if self.version is not None and self.version < self.first_with_fractions else 6

    def in_quotes(self, name: str) -> str:
        """Write two double quotes for a backtick inside of a name: so Liquibase names it, and finds it again."""
        return super().in_quotes(name.replace("`", '""'))

    def column_words(self, table: ObjectName, column: str, catalog: Catalog) -> frozenset[str] | None:
        """Read them off SHOW CREATE TABLE."""
        from clog.dialects.mysql.columns import column_words

        return column_words(self, table, column, catalog)

    def now_with(self, precision: str) -> str:
        """Write the current moment with so many digits after the second."""
        return f"NOW{precision}" if precision else self.traits.now

    def correct_case(self, name: str) -> str:
        """Fold to lower case, as most servers do with the names of tables."""
        return name.lower()

    @lowers(CreateTableChange)
    def lower_create_table(self, change: CreateTableChange, context: ChangeContext) -> tuple[Statement, ...]:
        """Create the table alone: the comments are part of that."""
        return (next(change.statements(context)),)

    @renders(CreateTableStatement)
    def create_table(self, statement: CreateTableStatement) -> str:
        """Write comments; numbered columns are the first of the primary key, and the table keeps the first number."""
        numbered = [column for column in statement.columns if self.numbers_rows(column)]
        columns = [column.name or "" for column in numbered if is_key(column)]
        columns += [name for name in statement.key_columns() if name not in columns]
        starts = [column.start_with for column in numbered if column.start_with is not None]
        return statement.compose(
            self,
            columns=[
                statement.definition(self, column)
                + ("" if column.remarks is None else f" COMMENT {self.text(column.remarks)}")
                for column in statement.columns
            ],
            key=statement.primary_key(self, columns),
            tail=(f" AUTO_INCREMENT={starts[-1]}" if starts else "")
            + ("" if statement.remarks is None else f" COMMENT={self.text(statement.remarks)} "),
        )

    @lowers(AddColumnChange)
    def lower_add_column(self, change: AddColumnChange, context: ChangeContext) -> Iterator[Statement]:
        """Add all columns at once; MODIFY loses their defaults, and they are set again."""
        yield AddColumnStatement(change.table, change.columns)
        for column in change.columns:
            yield from change.constraints(column, context)
        yield from change.updates()
        for column in change.columns:
            required = tuple(change.not_null(column, context))
            yield from required
            if required and has_default(column):
                yield from self.default_again(change, column, context)

    def default_again(
        self, change: AddColumnChange, column: AddColumnConfig, context: ChangeContext
    ) -> Iterator[Statement]:
        """Set the default of a column; Liquibase takes the name of the column for its type."""
        yield from AddDefaultValueChange(
            table_name=change.table_name,
            schema_name=change.schema_name,
            catalog_name=change.catalog_name,
            column_name=column.name or "",
            column_data_type=column.name,
            default_value=column.default_value,
            default_value_boolean=column.default_value_boolean,
            default_value_computed=column.default_value_computed,
            default_value_date=column.default_value_date,
            default_value_numeric=column.default_value_numeric,
            default_value_sequence_next=column.default_value_sequence_next,
        ).statements(context)

    @renders(AddColumnStatement)
    def add_column(self, statement: AddColumnStatement) -> str:
        """Write comments, and the numbering before the default."""
        return statement.compose(
            self,
            [
                statement.numbered_first(
                    self,
                    column,
                    remarks="" if column.remarks is None else f" COMMENT {self.text(column.remarks.strip(BLANKS))} ",
                )
                for column in statement.columns
            ],
        )

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> str | tuple[str, ...]:
        """Drop several columns at once."""
        if len(statement.columns) == 1:
            return statement.compose(self)
        dropped = ", ".join(f"DROP {self.quote(column)}" for column in statement.columns)
        return f"ALTER TABLE {self.object(statement.table)} {dropped}"

    @renders(AddAutoIncrementStatement)
    def add_auto_increment(self, statement: AddAutoIncrementStatement) -> tuple[str, ...]:
        """Set the first number for the table."""
        kind = self.column_type(statement.type or "", auto_increment=True)
        modify = statement.compose(self, f"{kind} {self.numbering(statement.numbering)}")
        start = statement.numbering.start
        if start is None:
            return (modify,)
        return (modify, f"ALTER TABLE {self.object(statement.table)} AUTO_INCREMENT={start}")

    @renders(SetTableRemarksStatement)
    def table_remarks(self, statement: SetTableRemarksStatement) -> str:
        """Write ALTER TABLE table COMMENT = 'remarks'."""
        return f"ALTER TABLE {self.object(statement.table)} COMMENT = {self.text(statement.remarks)}"

    @renders(SetColumnRemarksStatement)
    def column_remarks(self, statement: SetColumnRemarksStatement) -> str:
        """Write MODIFY COLUMN column type COMMENT 'remarks'."""
        kind = self.column_type(statement.type or "")
        column = f"{self.quote(statement.column)} {kind} COMMENT {self.text(statement.remarks)}"
        return f"ALTER TABLE {self.object(statement.table)} MODIFY COLUMN {column}"

    def function(self, value: str) -> str:
        """Leave what also says ON UPDATE as it is."""
        return value if " on update " in value.lower() else super().function(value)

    @renders(DropIndexStatement)
    def drop_index(self, statement: DropIndexStatement) -> str:
        """Write DROP INDEX index ON table."""
        return f"DROP INDEX {statement.shown(self)} ON {self.object(statement.table)}"

    @renders(RenameViewStatement)
    def rename_view(self, statement: RenameViewStatement) -> str:
        """Write RENAME TABLE, which is for views too."""
        new = self.object(statement.view.replace(name=statement.new_name), "view")
        return f"RENAME TABLE {self.object(statement.view, 'view')} TO {new}"

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

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> str:
        """Join the last row, since a table cannot be read by the subquery of its own update."""
        table = self.object(statement.table)
        return (
            f"UPDATE {table} AS C INNER JOIN (SELECT ORDEREXECUTED, DATEEXECUTED FROM {table}"
            " order by DATEEXECUTED desc, ORDEREXECUTED desc limit 1) AS D"
            f" ON C.ORDEREXECUTED = D.ORDEREXECUTED SET C.TAG = {self.text(statement.tag)}"
        )

    @renders(InsertRowsStatement)
    def insert_rows(self, statement: InsertRowsStatement) -> str:
        """Write one INSERT with all rows."""
        return statement.together(self)

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write ON DUPLICATE KEY UPDATE, or INSERT IGNORE where nothing is updated."""
        if statement.only_update:
            return statement.update(self)
        # A text stays one here, even where the INSERT takes it for a function.
        plain = {column.name: column.value for column in statement.columns if column.value is not None}
        texts = {name: self.text(value) for name, value in plain.items() if self.is_function_call(value)}
        changes = [
            f"{self.quote(name)} = {'null' if value == 'NULL' else texts.get(name, _whole(value))}"
            for name, value in statement.changes(self).items()
        ]
        if not changes:
            return statement.insert(self).replace("INSERT", "INSERT IGNORE", 1)
        return f"{statement.insert(self)}\nON DUPLICATE KEY UPDATE {','.join(changes)}"

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Omit the name: a primary key has none."""
        return statement.compose(self, constraint="")

    @renders(DropUniqueConstraintStatement)
    def drop_unique_constraint(self, statement: DropUniqueConstraintStatement) -> str:
        """Write DROP KEY."""
        return drop_constraint(self, statement.table, statement.name, "KEY")

    @renders(DropForeignKeyStatement)
    def drop_foreign_key(self, statement: DropForeignKeyStatement) -> str:
        """Write DROP FOREIGN KEY."""
        return drop_constraint(self, statement.table, statement.name, "FOREIGN KEY")

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write MODIFY column type NULL."""
        return statement.compose(self, f"{self.column_type(statement.type or '')} {statement.null()}", verb="MODIFY")

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write ALTER column SET DEFAULT; expressions stand in parentheses, as the author wrote them."""
        value = default_as_given(statement.column) or statement.column.default_value_date or ""
        if not statement.is_function:
            return statement.compose(self, verb="ALTER")
        if statement.column.default_value_sequence_next is not None and statement.table.schema:
            value = f"{statement.table.schema}.{value}"
        return statement.compose(self, verb="ALTER", value=value if value.startswith("(") else f"({value})")

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write ALTER column DROP DEFAULT."""
        return statement.compose(self, "DROP DEFAULT", verb="ALTER")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write MODIFY column type."""
        return statement.compose(self, self.column_type(statement.type), verb="MODIFY")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write RENAME without TO."""
        return statement.compose(self, between="RENAME", qualified=True)

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Write CHANGE old new type."""
        remarks = f" COMMENT '{statement.remarks}'" if statement.remarks is not None else ""
        return statement.compose(
            self, verb="CHANGE", word="", tail=f" {self.column_type(statement.type or '')}{remarks}"
        )

    @renders(JoinColumnsStatement)
    def join_columns(self, statement: JoinColumnsStatement) -> str:
        """Write CONCAT_WS."""
        return statement.compose(self, f"CONCAT_WS({self.between_quotes(statement.between)}, {{0}}, {{1}})")

    @renders(CreateProcedureStatement)
    def create_procedure(self, statement: CreateProcedureStatement) -> tuple[str, ...]:
        """Write DROP PROCEDURE IF EXISTS before what is replaced."""
        text = without_end(statement.placed(self))
        if not statement.replacing:
            return (text,)
        return (f"DROP PROCEDURE IF EXISTS {self.quote(statement.procedure.name, 'procedure')}", text)

    @renders(AddCheckStatement)
    def add_check(self, statement: AddCheckStatement) -> str:
        """Write NOT ENFORCED for a constraint that does not hold yet."""
        return statement.compose(self, tail=" NOT ENFORCED" if statement.disabled else "")

    @renders(SwitchCheckStatement)
    def switch_check(self, statement: SwitchCheckStatement) -> str:
        """Write ALTER CHECK name ENFORCED."""
        return statement.compose(self, f"ALTER CHECK {{}} {'' if statement.enabled else 'NOT '}ENFORCED")


DIALECT = MysqlDialect

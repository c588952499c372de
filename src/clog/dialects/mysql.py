"""MySQL. Reference: liquibase.database.core.MySQLDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base import Dialect, renders
from clog.dialects.data_types import real, standard_timestamp
from clog.dialects.quoting import words
from clog.model.statements.index import DropIndexStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, DropSequenceStatement
from clog.model.statements.tracking import TagNewest
from clog.model.statements.view import RenameViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from clog.dialects.data_types import DataType, TypeTable

_BOTH = 2
_KEPT_BINARY = frozenset(("binary", "varbinary"))
_KEPT_LOBS = frozenset(("blob", "mediumblob", "tinyblob", "text", "mediumtext", "tinytext"))


def _blob(dialect: Dialect, kind: DataType) -> str:
    """Keep the size that the name says; everything else is the largest."""
    del dialect
    if kind.name in _KEPT_BINARY:
        return kind.fill("{name}{args}")
    return (
        "BLOB" if kind.name == "java.sql.types.blob" else kind.fill("{name}" if kind.name in _KEPT_LOBS else "LONGBLOB")
    )


def _clob(dialect: Dialect, kind: DataType) -> str:
    """Keep the size that the name says; everything else is the largest."""
    del dialect
    if kind.name == "nclob":
        return "LONGTEXT CHARACTER SET utf8"
    return kind.fill("{name}" if kind.name in _KEPT_LOBS else "LONGTEXT")


def _double(dialect: Dialect, kind: DataType) -> str:
    """Leave out a single parameter, which is no precision."""
    del dialect
    if kind.suffix.lower() == "precision":
        return "DOUBLE PRECISION"
    return kind.fill("DOUBLE{args}{suffix}" if len(kind.args) == _BOTH else "DOUBLE{suffix}")


def _datetime(dialect: Dialect, kind: DataType) -> str:
    return kind.fill("datetime{args}" if dialect.fraction_digits else "datetime")


def _time(dialect: Dialect, kind: DataType) -> str:
    """Write digits after the second for the versions for which Liquibase knows them: x.6.4 and the like, not 8.0."""
    version = (*(dialect.version or ()), 0, 0, 0)
    known = version[0] >= 5 and version[1] >= 6 and version[2] >= 4
    return kind.fill("time{args}" if known else "time")


class MysqlDialect(Dialect):
    """MySQL: names between backticks, NULL is said, no sequences.

    Attributes:
        first_with_fractions: the version from which on times have digits after the second.
    """

    name = "mysql"
    traits = Traits("mysql", identifier_quotes=("`", "`"), sequences=False, explicit_null=True, now="NOW()")
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
    backslashes = True
    numbering_words = "AUTO_INCREMENT"
    numbering_options = ()
    first_with_fractions: ClassVar[tuple[int, ...]] = (5, 6, 4)
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT{suffix}",
        "bit": "BIT{args}",
        "blob": _blob,
        "boolean": "TINYINT",
        "clob": _clob,
        "datetime": _datetime,
        "double": _double,
        "int": "INT{suffix}",
        "real": real,
        "smallint": "SMALLINT{suffix}",
        "time": _time,
        "timestamp": standard_timestamp("timestamp{args}{suffix}", "", kept=True),
        "xml": "LONGTEXT",
    }

    @property
    def fraction_digits(self) -> int:  # type: ignore[override] # a constant elsewhere
        """How many digits after the second a timestamp may have."""
        return 0 if self.version is not None and self.version < self.first_with_fractions else 6

    def now_with(self, precision: str) -> str:
        """Write the current moment with so many digits after the second."""
        return f"NOW{precision}" if precision else self.traits.now

    def correct_case(self, name: str) -> str:
        """Fold to lower case, as most servers do with the names of tables."""
        return name.lower()

    @renders(DropIndexStatement)
    def drop_index(self, statement: DropIndexStatement) -> str:
        """Write DROP INDEX index ON table."""
        return f"DROP INDEX {self.quote(statement.name or 'null', 'index')} ON {self.object(statement.table)}"

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


DIALECT = MysqlDialect

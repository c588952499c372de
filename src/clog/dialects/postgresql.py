"""PostgreSQL. Reference: liquibase.database.core.PostgresDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.quoting import LEGACY, QUOTE_ALL, words
from clog.dialects.base.types import characters, digits_after_second, real, standard_timestamp
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    FillNullsStatement,
    ModifyDataTypeStatement,
)
from clog.model.statements.check import AddCheckStatement
from clog.model.statements.column import AddAutoIncrementStatement, AddColumnStatement
from clog.model.statements.constraint import (
    AddForeignKeyStatement,
    AddPrimaryKeyStatement,
    AddUniqueConstraintStatement,
    DropPrimaryKeyStatement,
)
from clog.model.statements.index import CreateIndexStatement
from clog.model.statements.load import BulkStatement, InsertRowsStatement, UpsertStatement
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, DropSequenceStatement
from clog.model.statements.table import CreateTableStatement
from clog.model.statements.tracking import CreateLockTable, TagNewest
from clog.model.statements.view import RenameViewStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.sql import Sql
    from clog.model.statements.base import Numbering, ObjectName

_FIRST_WITH_IDENTITY = (10,)
_LONGEST_NAME = 63
_FIRST_WITH_SEQUENCE_CONDITION = (9, 5)
_WITHOUT_ZONE = "WITHOUT TIME ZONE"
_LONGEST = "2147483647"
_MOST_DIGITS = 1000
_TWO = 2
_varchar = characters("VARCHAR")
_timestamp = standard_timestamp("TIMESTAMP{args}{suffix}", "WITH TIME ZONE", kept=True)


def _zoned_timestamp(dialect: TypeWriter, kind: DataType) -> str:
    """Say the time zone always, as the author does."""
    digits_after_second(kind)
    if kind.name == "timestamptz" and not kind.suffix:
        kind = kind.with_suffix("WITH TIME ZONE")
    elif not kind.suffix and "timezone" not in kind.name:
        kind = kind.with_suffix(_WITHOUT_ZONE)
    return _timestamp(dialect, kind)


def _blob(dialect: TypeWriter, kind: DataType) -> str:
    """Keep large objects apart; other binary types hold their bytes themselves."""
    del dialect
    return "OID" if kind.name == "blob" or kind.written.lower() == "java.sql.types.blob" else "BYTEA"


def _characters(name: str) -> Callable[[TypeWriter, DataType], str]:
    """Make the rule of a type of characters, which has no length where the largest number is asked for."""
    written = characters(name, "char")

    def limited(dialect: TypeWriter, kind: DataType) -> str:
        return "CHARACTER VARYING" if kind.args == (_LONGEST,) else written(dialect, kind)

    return limited


def _number(dialect: TypeWriter, kind: DataType) -> str:
    """Omit a precision that is too high."""
    del dialect
    return "numeric" if (kind.number(0) or 0) > _MOST_DIGITS else kind.fill("numeric{args}")


def _nvarchar(dialect: TypeWriter, kind: DataType) -> str:
    return _varchar(dialect, kind.with_suffix(""))


def _datetime(dialect: TypeWriter, kind: DataType) -> str:
    """Say the time zone always; of two parameters the second counts, of others the first."""
    del dialect
    zone = "WITH TIME ZONE" if kind.suffix.lower() == "with time zone" else _WITHOUT_ZONE
    digits = kind.args[1:2] if len(kind.args) == _TWO else kind.args[:1]
    return f"TIMESTAMP{f'({digits[0]})' if digits else ''} {zone}"


def _time(dialect: TypeWriter, kind: DataType) -> str:
    """Say the time zone always, and digits that there may be; of two parameters the second counts."""
    zoned = kind.name == "timetz" or kind.suffix.lower() == "with time zone"
    digits = digits_after_second(kind)
    shown = "" if digits is None or digits > dialect.fraction_digits else f"({digits})"
    return f"time{shown} {'WITH TIME ZONE' if zoned else _WITHOUT_ZONE}"


def numbering_type(plain: str, serial: str) -> Callable[[TypeWriter, DataType], str]:
    """Make the rule of a type of whole numbers, which has another name where it numbers rows by itself."""

    def written(dialect: TypeWriter, kind: DataType) -> str:
        serials = isinstance(dialect, PostgresqlDialect) and dialect.serials
        return kind.fill(serial if kind.auto_increment and serials else plain)

    return written


class PostgresqlDialect(Dialect):
    """PostgreSQL: names in mixed case are quoted, types are its own.

    Attributes:
        sequence_settings: what CREATE SEQUENCE may say.
    """

    name = "postgresql"
    traits = Traits(
        "postgresql",
        replace_routines="OR REPLACE",
        table_triggers=True,
        switched_triggers=True,
        transactional_ddl=True,
        tablespaces=True,
        deferrable=True,
        true="TRUE",
        false="FALSE",
        now="NOW()",
        create_if_not_exists=True,
        drop_cascade="CASCADE",
        key_tablespaces=True,
        only_semicolons=True,
    )
    reserved = words(
        """
    ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC AUTHORIZATION BINARY BOTH CASE CAST CHECK COLLATE
    COLLATION COLUMN CONCURRENTLY CONSTRAINT CREATE CROSS CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE
    CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEFAULT DEFERRABLE DESC DISTINCT DO ELSE END
    EXCEPT FALSE FETCH FOR FOREIGN FREEZE FROM FULL GRANT GROUP HAVING ILIKE IN INITIALLY INNER INTERSECT
    INTO IS ISNULL JOIN LATERAL LEADING LEFT LIKE LIMIT LOCALTIME LOCALTIMESTAMP NATURAL NOT NOTNULL NULL
    OFFSET ON ONLY OR ORDER OUTER OVERLAPS PLACING PRIMARY REFERENCES RETURNING RIGHT SELECT SESSION_USER
    SIMILAR SOME SYMMETRIC TABLE TABLESAMPLE THEN TO TRAILING TRUE UNION UNIQUE USER USING VARIADIC VERBOSE
    WHEN WHERE WINDOW WITH
        """
    )
    sequence_settings: ClassVar[str] = "data_type start increment minimum maximum cache cycle"
    fraction_digits = 6
    numbering_glue = " "
    sequence_next = "nextval('%s')"
    sequence_current = "currval('%s')"
    numbering_words = "GENERATED {generation} AS IDENTITY"
    generated_by = "GENERATED ALWAYS "
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": numbering_type("BIGINT{suffix}", "BIGSERIAL"),
        "bit": "BIT{args}",
        "blob": _blob,
        "char": _characters("CHAR"),
        "clob": "TEXT",
        "datetime": _datetime,
        "double": "DOUBLE PRECISION",
        "int": numbering_type("INTEGER", "SERIAL"),
        "nchar": _characters("NCHAR"),
        "number": _number,
        "nvarchar": _nvarchar,
        "real": real,
        "smallint": numbering_type("SMALLINT", "SMALLSERIAL"),
        "time": _time,
        "timestamp": _zoned_timestamp,
        "tinyint": "SMALLINT",
        "uuid": "UUID",
        "varchar": _characters("VARCHAR"),
        "xml": "XML",
    }

    @property
    def serials(self) -> bool:
        """Whether the server is too old for identity columns."""
        return self.version is not None and self.version < _FIRST_WITH_IDENTITY

    def numbering(self, wish: Numbering) -> str:
        """Write nothing where types number the rows."""
        return "" if self.serials else super().numbering(wish)

    def must_quote(self, name: str) -> bool:
        """Return whether a name cannot stand without quotes: under LEGACY, names in mixed case neither."""
        return super().must_quote(name) or (self.quoting == LEGACY and _mixed(name))

    def correct_case(self, name: str) -> str:
        """Fold to lower case what would be written without quotes."""
        if self.quoting == QUOTE_ALL or (self.quoting == LEGACY and _mixed(name)):
            return name
        return name.lower()

    def sequence(self, sequence: ObjectName) -> str:
        """Write the name inside of a literal."""
        return super().sequence(sequence).replace("'", "''")

    def xml(self, value: str) -> str:
        """Write xml '...'."""
        return f"xml {self.text(value)}"

    @renders(CreateTableStatement)
    def create_table(self, statement: CreateTableStatement) -> str:
        """Leave the schema out for temporary tables, which have one of their own."""
        temporary = "temp" in (statement.kind or "").lower()
        return statement.compose(self, table=self.quote(statement.table.name, "table") if temporary else "")

    @renders(AddColumnStatement)
    def add_column(self, statement: AddColumnStatement) -> str:
        """Write the numbering before the default, which depends on the type."""
        return statement.compose(self, [statement.numbered_first(self, column) for column in statement.columns])

    @renders(AddAutoIncrementStatement)
    def add_auto_increment(self, statement: AddAutoIncrementStatement) -> tuple[str, ...]:
        """Make a sequence as a serial type would, draw the default from it and let the column own it."""
        table, column = self.object(statement.table), self.quote(statement.column)
        name = f"{statement.table.name}_{statement.column}_seq"
        if not (self.quote(statement.table.name, "table") + column).count('"'):
            name = name.lower()
        sequence = statement.table.replace(name=name)
        wish = statement.numbering
        alter = f"ALTER TABLE {table} ALTER COLUMN  {column} SET"
        return (
            *self.render(CreateSequenceStatement(sequence, start=wish.start, increment=wish.increment)),
            f"{alter} NOT NULL",
            f"{alter} DEFAULT {self.next_value(sequence.replace(catalog=None))}",
            f"ALTER SEQUENCE {self.object(sequence, 'sequence')} OWNED BY {table}.{column}",
        )

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write TABLESPACE, and sort the table by the index where it is clustered; the schema is the table's."""
        if statement.serves and statement.made_anyway():
            return ()
        name = None if statement.name is None else self.quote(statement.name, "index")
        space = f" TABLESPACE {statement.tablespace}" if statement.tablespace and self.traits.tablespaces else ""
        found = statement.compose(self, name=name, tail=space)
        if statement.clustered:
            return (*found, f"CLUSTER {self.object(statement.table)} USING {name}")
        return found

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Write NOT VALID where the rows that are there are not checked."""
        return f"{statement.render(self)}{'' if statement.validate else ' NOT VALID'}"

    @renders(RenameViewStatement)
    def rename_view(self, statement: RenameViewStatement) -> str:
        """Write ALTER TABLE, which is for views too."""
        new = self.quote(statement.new_name, "view")
        return f"ALTER TABLE {self.object(statement.view, 'view')} RENAME TO {new}"

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Write IF NOT EXISTS from 9.5 on."""
        old = self.version is not None and self.version < _FIRST_WITH_SEQUENCE_CONDITION
        return statement.compose(
            self, self.sequence_settings, head="" if old else " IF NOT EXISTS ", words={"no_cache": ""}
        )

    @renders(AlterSequenceStatement)
    def alter_sequence(self, statement: AlterSequenceStatement) -> str:
        """Write NO CYCLE too."""
        return statement.compose(
            self, "data_type increment minimum maximum ordered cache cycle", words={"not_cycle": "NO CYCLE"}
        )

    @renders(DropSequenceStatement)
    def drop_sequence(self, statement: DropSequenceStatement) -> str:
        """Write CASCADE, for columns whose default draws from the sequence."""
        return f"DROP SEQUENCE {self.object(statement.sequence, 'sequence')} CASCADE"

    @renders(CreateLockTable)
    def create_lock_table(self, statement: CreateLockTable) -> str:
        """Write the key with the name as the server would."""
        key = self.primary_key_name(statement.table.name)
        return statement.render(self).replace(statement.key_name(self), key)

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> str:
        """Join the last row."""
        table = self.object(statement.table)
        return (
            f"UPDATE {table} t SET TAG={self.text(statement.tag)} FROM (SELECT DATEEXECUTED, ORDEREXECUTED"
            f" FROM {table} ORDER BY DATEEXECUTED DESC, ORDEREXECUTED DESC LIMIT 1) sub"
            " WHERE t.DATEEXECUTED=sub.DATEEXECUTED AND t.ORDEREXECUTED=sub.ORDEREXECUTED"
        )

    def primary_key_name(self, table: str) -> str:
        """Make the name that the server would give, if the server cut long ones there."""
        bytes_of_table = table.encode()
        if len(bytes_of_table) > _LONGEST_NAME - len("_pkey"):
            table = bytes_of_table[: _LONGEST_NAME - len("_pkey") - 1].decode(errors="ignore")
        return f"{table}_pkey"

    @renders(InsertRowsStatement)
    def insert_rows(self, statement: InsertRowsStatement) -> str:
        """Write one INSERT with all rows."""
        return statement.together(self)

    @renders(BulkStatement)
    def bulk(self, statement: BulkStatement) -> Sql:
        """Write COPY FROM STDIN."""
        return statement.copy(self)

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str | tuple[str, ...]:
        """Write a block that updates, and inserts when nothing was found."""
        update = statement.update(self) or (
            f"perform * from {self.object(statement.table)} WHERE {statement.where(self)}"
        )
        insert = "" if statement.only_update else f"IF not found THEN\n{statement.insert(self)};\nEND IF;\n"
        body = f"BEGIN\n{update};\n{insert}END;"
        tag = "$$"
        while tag in body:
            tag = f"$q{tag[1:]}"
        return f"DO\n{tag}\n{body}\n{tag}\nLANGUAGE plpgsql;"

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Sort the rows by the key where it is clustered."""
        add = statement.compose(self)
        if not statement.clustered or not statement.name:
            return add
        key = self.quote(statement.name, "constraint")
        return (*add, f"CLUSTER {self.object(statement.table)} USING {key}")

    @renders(DropPrimaryKeyStatement)
    def drop_primary_key(self, statement: DropPrimaryKeyStatement) -> str:
        """Drop it by its name, which is looked up where it is not given."""
        if statement.name is not None:
            return statement.by_name(self)
        table = statement.table
        name = self.correct_case(table.name)
        schema = self.correct_case(table.schema) if table.schema else self.default_schema
        owner = self.quote(schema, "schema") if schema else "null"
        return (
            "DO $$ DECLARE constraint_name varchar;\n"
            "BEGIN\n"
            "  SELECT tc.CONSTRAINT_NAME into strict constraint_name\n"
            "    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc\n"
            "    WHERE CONSTRAINT_TYPE = 'PRIMARY KEY'\n"
            f"      AND TABLE_NAME = '{name}' AND TABLE_SCHEMA = '{schema or 'null'}';\n"
            f"    EXECUTE 'alter table {owner}.{self.quote(name, 'table')}"
            """ drop constraint "' || constraint_name || '"';\n"""
            "END $$;"
        )

    @renders(FillNullsStatement)
    def fill_nulls(self, statement: FillNullsStatement) -> str | tuple[str, ...]:
        """Write B'1' for a BIT."""
        if not statement.bit:
            return statement.render(self)
        return statement.compose(self, f"B'{statement.truth(self)}'")

    @renders(AddUniqueConstraintStatement)
    def add_unique_constraint(self, statement: AddUniqueConstraintStatement) -> str:
        """Write when it is checked, and which index or tablespace serves it."""
        index = f" USING INDEX {self.object(statement.index, 'index')}" if statement.index is not None else ""
        space = f" TABLESPACE {statement.tablespace}" if statement.tablespace and self.traits.tablespaces else ""
        return statement.compose(self, tail=statement.timing() + (index or (" USING INDEX" if space else "")) + space)

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write DROP DEFAULT."""
        return statement.compose(self, "DROP DEFAULT", verb="ALTER COLUMN")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Convert the values that are there."""
        kind = self.column_type(statement.type)
        return statement.compose(self, f"TYPE {kind} USING ({self.quote(statement.column)}::{kind})")

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> tuple[str, ...]:
        """Make the column the owner of the sequence it draws from."""
        add = statement.compose(self)
        drawn = statement.column.default_value_sequence_next
        if drawn is None:
            return (add,)
        column = f"{self.object(statement.table)}.{self.quote(statement.name)}"
        return (add, f"ALTER SEQUENCE {self.object(statement.sequence(drawn), 'sequence')} OWNED BY {column}")

    @renders(AddCheckStatement)
    def add_check(self, statement: AddCheckStatement) -> str:
        """Write NOT VALID for rows that are not checked."""
        return statement.compose(self, tail="" if statement.validate else " NOT VALID")


def _mixed(name: str) -> bool:
    """Return whether a name has small and capital letters."""
    return name != name.lower() and name != name.upper()


DIALECT = PostgresqlDialect

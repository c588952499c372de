"""IBM Informix. Reference: liquibase.database.core.InformixDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.types import varchar
from clog.errors import Unsupported
from clog.model.statements.alteration import (
    AddDefaultStatement,
    DropDefaultStatement,
    ModifyDataTypeStatement,
    RenameColumnStatement,
    RenameTableStatement,
    SetNullableStatement,
)
from clog.model.statements.check import AddCheckStatement
from clog.model.statements.column import (
    AddAutoIncrementStatement,
    DropColumnStatement,
    SetColumnRemarksStatement,
    added_default,
)
from clog.model.statements.constraint import (
    AddForeignKeyStatement,
    AddPrimaryKeyStatement,
    AddUniqueConstraintStatement,
    DropPrimaryKeyStatement,
)
from clog.model.statements.index import CreateIndexStatement
from clog.model.statements.load import UpsertStatement, merged_values
from clog.model.statements.lookup import CreateLookupTableStatement
from clog.model.statements.synonym import CreateSynonymStatement
from clog.model.statements.table import CreateTableStatement, SetTableRemarksStatement, refers
from clog.model.statements.tracking import CreateLockTable, TagNewest
from clog.model.statements.view import CreateViewStatement, SetViewRemarksStatement
from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.dialects.base.dialect import Redefinitions
    from clog.dialects.base.literals import Moment
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter
    from clog.model.statements.base import ObjectName, Statement

_TAKEN_AS_GIVEN = frozenset({"blob", "boolean", "integer", "small", "text"})
_LONGEST_VARCHAR = 255


def _varchar(dialect: TypeWriter, kind: DataType) -> str:
    """Return LVARCHAR for what is longer than a VARCHAR may be."""
    if kind.args and kind.number(0) is None and not kind.args[0].endswith(" BYTE"):
        raise Unsupported(f'"{kind.written}" has no length that informix understands', hint="write a number")
    if (kind.number(0) or 0) > _LONGEST_VARCHAR:
        return kind.fill("LVARCHAR{args}")
    return varchar(dialect, kind)


def _timestamp(dialect: TypeWriter, kind: DataType) -> str:
    del dialect
    return kind.written if kind.suffix else "DATETIME YEAR TO FRACTION(5)"


def _int(dialect: TypeWriter, kind: DataType) -> str:
    del dialect
    return "SERIAL" if kind.auto_increment else "INT"


def _bigint(dialect: TypeWriter, kind: DataType) -> str:
    del dialect
    return "SERIAL8" if kind.auto_increment else "INT8"


class InformixDialect(Dialect):
    """Informix: names are never quoted, rows are numbered by types, truth values are letters."""

    name = "informix"
    # MODIFY drops the default, NOT NULL and the check of a column that it does not say again
    # https://www.ibm.com/docs/en/informix-servers/14.10?topic=statement-modify-clause
    redefinitions: ClassVar[Redefinitions] = {
        ModifyDataTypeStatement: ("NOT NULL", "DEFAULT", "CHECK"),
        SetNullableStatement: ("DEFAULT", "CHECK"),
    }
    traits = Traits(
        "informix",
        replace_views=False,
        tablespaces=True,
        true="'t'",
        false="'f'",
        now="CURRENT YEAR TO FRACTION(5)",
        create_if_not_exists=True,
        tablespace_word="IN",
    )
    sequence_next = "%s.NEXTVAL"
    sequence_current = "%s.CURRVAL"
    numbering_words = ""
    numbering_options = ()
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": _bigint,
        "currency": "MONEY",
        "datetime": lambda _, kind: kind.written if kind.suffix else "DATETIME YEAR TO FRACTION(5)",
        "double": "DOUBLE PRECISION",
        "float": "FLOAT",
        "int": _int,
        "smallint": "SMALLINT",
        "text": "TEXT",
        "time": "DATETIME HOUR TO FRACTION(5)",
        "timestamp": _timestamp,
        "varchar": _varchar,
        "xml": "CLOB",
    }

    def write_identifier(self, name: str, kind: str) -> str:
        """Quote only what could end the statement: quoted names need the environment variable DELIMIDENT."""
        del kind
        return self.in_quotes(name) if self.breaks_out(name) else name.strip()

    def object(self, name: ObjectName, kind: str = "table") -> str:
        """Write catalog:schema.name."""
        written = self.quote(name.name, kind)
        schema = self.quote(name.schema, "schema") if name.schema else ""
        if name.catalog:
            return f"{self.quote(name.catalog, 'catalog')}:{schema or 'null'}.{written}"
        return f"{schema}.{written}" if schema else written

    def default_function(self, value: str, kind: str) -> str:
        """Leave expressions as they are given, for the types that take them so."""
        return self.bare(value) if kind in _TAKEN_AS_GIVEN else super().default_function(value, kind)

    def default_sequence(self, value: str, kind: str) -> str:
        """Leave the name of a sequence as it is given, for the types that take it so."""
        return self.bare(value) if kind in _TAKEN_AS_GIVEN else super().default_sequence(value, kind)

    def sequence(self, sequence: ObjectName) -> str:
        """Read the first of three names for the database."""
        written = super().sequence(sequence)
        return written.replace(".", ":", 1) if written.count(".") > 1 and ":" not in written else written

    def moment(self, when: Moment) -> str:
        """Write DATETIME literals; a date alone is text."""
        if when.kind == "date":
            return f"'{when.date}'"
        first = "YEAR" if when.kind == "timestamp" else "HOUR"
        return f"DATETIME ({when.text()}) {first} TO FRACTION(5)"

    @renders(SetViewRemarksStatement, SetTableRemarksStatement, SetColumnRemarksStatement)
    def no_remarks(self, statement: Statement) -> tuple[str, ...]:
        """Write nothing: there are no comments here."""
        del statement
        return ()

    @renders(CreateIndexStatement)
    def create_index(self, statement: CreateIndexStatement) -> tuple[str, ...]:
        """Write IN tablespace behind the columns."""
        return statement.compose(self, tail=f" IN {statement.tablespace}" if statement.tablespace else "")

    @renders(CreateViewStatement)
    def create_view(self, statement: CreateViewStatement) -> str:
        """Put the query into a derived table, which lifts the limits of Informix for views."""
        return f"CREATE VIEW  {self.object(statement.view, 'view')} AS SELECT * FROM ({statement.query}) AS v"

    @renders(CreateLockTable)
    def create_lock_table(self, statement: CreateLockTable) -> str:
        """Leave the key without a name, which would stand behind it here."""
        key = f"CONSTRAINT {self.quote(statement.key_name(self), 'constraint')} "
        return statement.render(self).replace(key, "")

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> tuple[str, ...]:
        """Keep the last row in a temporary table: UPDATE may not read what it writes."""
        table = self.object(statement.table)
        newest = (
            "SELECT MAX(DATEEXECUTED) AS DATEEXECUTED, MAX(ORDEREXECUTED) AS ORDEREXECUTED"
            f" FROM {table} INTO TEMP max_order_temp WITH NO LOG"
        )
        tag = (
            f"UPDATE {table} SET TAG = {self.text(statement.tag)}"
            " WHERE DATEEXECUTED = (SELECT DATEEXECUTED FROM max_order_temp)"
            " AND ORDEREXECUTED = (SELECT ORDEREXECUTED FROM max_order_temp)"
        )
        return newest, tag, "DROP TABLE max_order_temp"

    @renders(DropColumnStatement)
    def drop_column(self, statement: DropColumnStatement) -> tuple[str, ...]:
        """Write DROP without COLUMN."""
        return statement.compose(self, verb="DROP")

    @renders(CreateTableStatement)
    def create_table(self, statement: CreateTableStatement) -> str:
        """Write the names of constraints behind them, and leave out those of keys that have none; no kind of table."""
        given = statement.key_constraints()
        key = ""
        if given is not None:
            name = f" CONSTRAINT {self.quote(given.primary_key_name, 'constraint')}" if given.primary_key_name else ""
            key = f"PRIMARY KEY ({', '.join(self.quote(column) for column in statement.key_columns())}){name}"
        return statement.replace(kind=None).compose(
            self,
            columns=self.definitions(statement),
            key=key,
            foreign_keys=statement.foreign_keys(self, name_last=True),
            unique=self.unique(statement),
        )

    def definitions(self, statement: CreateTableStatement) -> Iterator[str]:
        """Write the columns.

        Raises:
            Unsupported: a column has no type, or refers to a table by referencedTableName.
        """
        for column in statement.columns:
            constraints = column.constraints
            if column.type is None:
                raise Unsupported(f"informix: column {column.name} has no type", hint="give it a type")
            if constraints is not None and constraints.references is None and refers(constraints):
                raise Unsupported(
                    f"informix: column {column.name} refers to {constraints.referenced_table_name} by its name alone",
                    hint="write references as table(column)",
                )
            kind = self.column_type(column.type, auto_increment=bool(column.auto_increment))
            given = self.literal_kind(column) == "blob"
            default = self.default(column) if given else added_default(self, column)
            required = constraints is not None and (constraints.nullable is False or bool(constraints.primary_key))
            yield (
                f"{self.quote(column.name or '')} {kind}"
                + ("" if default is None else f" DEFAULT {default}")
                + (" NOT NULL" if required else "")
            )

    def unique(self, statement: CreateTableStatement) -> Iterator[str]:
        """Write the unique constraints in the order of the columns, each by itself."""
        for column in statement.columns:
            constraints = column.constraints
            if constraints is not None and constraints.unique:
                given = constraints.unique_constraint_name
                name = "" if given is None else f" CONSTRAINT {self.quote(given, 'constraint')}"
                yield f"UNIQUE ({self.quote(column.name or '')}){name}"

    @renders(AddAutoIncrementStatement)
    def add_auto_increment(self, statement: AddAutoIncrementStatement) -> str:
        """Return the column a type that numbers rows."""
        return statement.compose(self, self.column_type(statement.type or "", auto_increment=True))

    def bare(self, name: str) -> str:
        """Write a name without quotes where that is safe."""
        return name if name.strip().isidentifier() else self.quote(name)

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str:
        """Write MERGE with a source of one row."""
        if statement.only_update:
            return statement.update(self)
        merged = merged_values(self, statement.columns, statement.table)
        values = {self.bare(name): value for name, value in merged.items()}
        source = ", ".join(
            f"{'NULL::INTEGER' if value == 'NULL' else value} AS {name}" for name, value in values.items()
        )
        keys = " AND ".join(f"dst.{name} = src.{name}" for name in map(self.bare, statement.key))
        changes = ", ".join(f"dst.{name} = src.{name}" for name in map(self.bare, statement.changes(self)))
        merge = (
            f"MERGE INTO {self.object(statement.table)} AS dst\nUSING (\n\tSELECT {source}\n"
            f"\tFROM sysmaster:informix.sysdual\n) AS src\nON {keys}\nWHEN NOT MATCHED THEN\n"
            f"INSERT ({', '.join(f'dst.{name}' for name in values)})"
            f" VALUES ({', '.join(f'src.{name}' for name in values)})"
        )
        return (
            f"{merge}\nWHEN MATCHED THEN\nUPDATE SET {changes}"
            if changes and len(values) != len(statement.key)
            else merge
        )

    @renders(AddPrimaryKeyStatement)
    def add_primary_key(self, statement: AddPrimaryKeyStatement) -> tuple[str, ...]:
        """Write the name at the end."""
        return statement.compose(self, constraint="CONSTRAINT ", tail=self.name_last(statement.name))

    @renders(DropPrimaryKeyStatement)
    def drop_primary_key(self, statement: DropPrimaryKeyStatement) -> str:
        """Drop it by its name."""
        return statement.by_name(self)

    @renders(AddUniqueConstraintStatement)
    def add_unique_constraint(self, statement: AddUniqueConstraintStatement) -> str:
        """Write the name at the end."""
        return statement.compose(self, constraint="CONSTRAINT ", tail=self.name_last(statement.name))

    @renders(AddForeignKeyStatement)
    def add_foreign_key(self, statement: AddForeignKeyStatement) -> str:
        """Write the name at the end; of the rules there is ON DELETE CASCADE alone."""
        cascade = (statement.on_delete or "").upper() == "CASCADE"
        references = statement.references(self, on_update=False, on_delete=cascade)
        table = self.object(statement.table)
        return f"ALTER TABLE {table} ADD CONSTRAINT  {references}{self.name_last(statement.name)}"

    def name_last(self, name: str | None) -> str:
        """Write CONSTRAINT and the name with a blank before it; empty where there is none."""
        return f" CONSTRAINT {self.quote(name, 'constraint')}" if name else ""

    @renders(SetNullableStatement)
    def set_nullable(self, statement: SetNullableStatement) -> str:
        """Write MODIFY (column type NOT NULL)."""
        required = "" if statement.nullable else " NOT NULL"
        return self.modified(statement.table, statement.column, statement.type, required)

    @renders(AddDefaultStatement)
    def add_default(self, statement: AddDefaultStatement) -> str:
        """Write MODIFY (column type DEFAULT value)."""
        default = f" DEFAULT {statement.value(self)}"
        return self.modified(statement.table, statement.name, statement.column.type, default)

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write MODIFY (column type), the type as the author wrote it."""
        return f"ALTER TABLE {self.object(statement.table)} MODIFY ({self.quote(statement.column)} {statement.type or 'null'})"

    def modified(self, table: ObjectName, column: str, kind: str | None, words: str = "") -> str:
        """Write ALTER TABLE table MODIFY (column type words)."""
        return f"ALTER TABLE {self.object(table)} MODIFY ({self.quote(column)} {self.column_type(kind) if kind else 'null'}{words})"

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write MODIFY column type."""
        return statement.compose(self, self.column_type(statement.type), verb="MODIFY")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write RENAME TABLE table TO new name."""
        return statement.compose(self, before="RENAME TABLE", between="TO")

    @renders(RenameColumnStatement)
    def rename_column(self, statement: RenameColumnStatement) -> str:
        """Write RENAME COLUMN table.column TO new name."""
        return statement.of_table(self)

    @renders(CreateLookupTableStatement)
    def create_lookup_table(self, statement: CreateLookupTableStatement) -> tuple[str, ...]:
        """Write the column with its type as the author wrote it."""
        column = self.quote(statement.column)
        create = f"CREATE TABLE {self.object(statement.table)} ( {column} {statement.type} )"
        return statement.filled(self, create, f" ( {column} )")

    @renders(AddCheckStatement)
    def add_check(self, statement: AddCheckStatement) -> str:
        """Write the name of the constraint behind it."""
        table, name = self.object(statement.table), self.quote(statement.name, "constraint")
        return f"ALTER TABLE {table} ADD CONSTRAINT {statement.check} CONSTRAINT {name}"

    @renders(CreateSynonymStatement)
    def create_synonym(self, statement: CreateSynonymStatement) -> tuple[str, ...]:
        """Drop the older one first, where it is to give way."""
        return statement.dropped_first(self)


DIALECT = InformixDialect

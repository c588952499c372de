"""IBM DB2 for Linux, Unix and Windows. Reference: liquibase.database.core.AbstractDb2Database"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import Dialect, renders
from clog.dialects.base.types import real
from clog.model.statements.alteration import DropDefaultStatement, ModifyDataTypeStatement, RenameTableStatement
from clog.model.statements.check import AddCheckStatement, SwitchCheckStatement
from clog.model.statements.column import AddAutoIncrementStatement, ReorganizeTableStatement
from clog.model.statements.index import CreateIndexStatement
from clog.model.statements.load import UpsertStatement
from clog.model.statements.lookup import CreateLookupTableStatement
from clog.model.statements.procedure import CreateProcedureStatement
from clog.model.statements.synonym import CreateSynonymStatement, DropSynonymStatement
from clog.model.statements.tracking import CreateLockTable, TagNewest
from clog.model.statements.view import SetViewRemarksStatement
from clog.model.traits import Traits
from clog.sqltext.bodies import without_comments_behind, without_end

if TYPE_CHECKING:
    from clog.dialects.base.literals import Moment
    from clog.dialects.base.types import TypeTable


class Db2Dialect(Dialect):
    """DB2: truth values are numbers, dates are function calls, schemas are always quoted."""

    name = "db2"
    traits = Traits(
        "db2",
        replace_routines="OR REPLACE",
        switched_checks=True,
        tablespaces=True,
        now="CURRENT TIMESTAMP",
        create_if_not_exists=True,
        tablespace_word="IN",
        added_keys=False,
    )
    sequence_next = "NEXT VALUE FOR %s"
    sequence_current = "PREVIOUS VALUE FOR %s"
    qualified_by = "catalog"
    fraction_digits = 12
    counts_fractions = False
    longest_key_name = (18, 17)
    types: ClassVar[TypeTable] = {
        **Dialect.types,
        "bigint": "BIGINT",
        "binary": "BINARY{args}",
        "blob": "BLOB",
        "boolean": "SMALLINT",
        "clob": "CLOB{args}{suffix}",
        "currency": "DECIMAL(19, 4)",
        "datetime": "TIMESTAMP{args}",
        "double": "DOUBLE",
        "int": "INTEGER",
        "mediumint": "MEDIUMINT",
        "java.sql.types.varbinary": "VARBINARY{args}",
        "real": real,
        "smallint": "SMALLINT",
        "timestamp": "timestamp{args}",
        "tinyint": "SMALLINT",
        "varbinary": "VARBINARY{args}",
        "xml": "XML",
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
        return statement.compose(self, tail=space + (" CLUSTER" if statement.clustered else ""))

    @renders(CreateProcedureStatement)
    def create_procedure(self, statement: CreateProcedureStatement) -> str:
        """Omit comments at the end."""
        return without_end(without_comments_behind(statement.placed(self)))

    @renders(SetViewRemarksStatement)
    def view_remarks(self, statement: SetViewRemarksStatement) -> str | tuple[str, ...]:
        """Write COMMENT ON TABLE, which is for views too."""
        return statement.compose(self, "TABLE")

    @renders(CreateLockTable)
    def create_lock_table(self, statement: CreateLockTable) -> str:
        """Write the key with a short name, since old versions know 18 letters."""
        return statement.render(self).replace(statement.key_name(self), "PK_DBCHGLOGLOCK")

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> str:
        """Write MERGE with the last row."""
        table = self.object(statement.table)
        return (
            f"MERGE INTO {table} a USING ("
            f"SELECT ORDEREXECUTED, DATEEXECUTED from {table} order by DATEEXECUTED desc, ORDEREXECUTED desc FETCH FIRST 1 ROWS ONLY) b ON "
            "( a.DATEEXECUTED = b.DATEEXECUTED and a.ORDEREXECUTED=b.ORDEREXECUTED )"
            f" WHEN MATCHED THEN UPDATE SET  a.tag={self.text(statement.tag)}"
        )

    @renders(AddAutoIncrementStatement)
    def add_auto_increment(self, statement: AddAutoIncrementStatement) -> str:
        """Write ALTER COLUMN column SET."""
        return statement.compose(self, f"SET {self.numbering(statement.numbering)}", verb="ALTER COLUMN")

    @renders(ReorganizeTableStatement)
    def reorganize(self, statement: ReorganizeTableStatement) -> str | tuple[str, ...]:
        """Call REORG: the table cannot be used before."""
        return f"CALL SYSPROC.ADMIN_CMD ({self.quoted(f'REORG TABLE {self.object(statement.table)}')})"

    @renders(UpsertStatement)
    def upsert(self, statement: UpsertStatement) -> str | tuple[str, ...]:
        """Write a block that counts the rows with the key."""
        head = (
            "BEGIN ATOMIC\n\tDECLARE v_reccount INTEGER;\n\tSET v_reccount = (SELECT COUNT(*) FROM %s);\n"
            "\tIF v_reccount = 0 THEN\n"
        )
        return statement.counted(self, head, "\tELSEIF v_reccount = 1 THEN\n", "END IF;\nEND")

    @renders(DropDefaultStatement)
    def drop_default(self, statement: DropDefaultStatement) -> str:
        """Write DROP DEFAULT."""
        return statement.compose(self, "DROP DEFAULT", verb="ALTER COLUMN")

    @renders(ModifyDataTypeStatement)
    def modify_data_type(self, statement: ModifyDataTypeStatement) -> str:
        """Write SET DATA TYPE."""
        return statement.compose(self, f"SET DATA TYPE {self.column_type(statement.type)}")

    @renders(RenameTableStatement)
    def rename_table(self, statement: RenameTableStatement) -> str:
        """Write RENAME table TO new name."""
        return statement.compose(self, before="RENAME", between="TO")

    @renders(CreateLookupTableStatement)
    def create_lookup_table(self, statement: CreateLookupTableStatement) -> tuple[str, ...]:
        """Write the query without its data, and an INSERT."""
        source, column = self.quote(statement.source_column), self.quote(statement.column)
        query = f"SELECT {source} AS {column} FROM {self.object(statement.source)}"
        return statement.filled(self, f"CREATE TABLE {self.object(statement.table)} AS ({query}) WITH NO DATA")

    @renders(AddCheckStatement)
    def add_check(self, statement: AddCheckStatement) -> str:
        """Write NOT ENFORCED for a constraint that does not hold yet."""
        return statement.compose(self, tail=" NOT ENFORCED" if statement.disabled else "")

    @renders(SwitchCheckStatement)
    def switch_check(self, statement: SwitchCheckStatement) -> str:
        """Write ALTER CHECK name ENFORCED."""
        return statement.compose(self, f"ALTER CHECK {{}} {'' if statement.enabled else 'NOT '}ENFORCED")

    @renders(CreateSynonymStatement, DropSynonymStatement)
    def alias(self, statement: CreateSynonymStatement | DropSynonymStatement) -> str:
        """Write ALIAS, the word for synonyms here."""
        return statement.as_alias(self)


DIALECT = Db2Dialect

"""MariaDB. Reference: liquibase.database.core.MariaDBDatabase"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.dialects.base.dialect import renders
from clog.dialects.mysql.dialect import MysqlDialect
from clog.model.statements.sequence import AlterSequenceStatement, CreateSequenceStatement, DropSequenceStatement

if TYPE_CHECKING:
    from clog.dialects.base.types import DataType, TypeTable, TypeWriter

_FIRST_WITH_UUID = (10, 7)


def _uuid(dialect: TypeWriter, kind: DataType) -> str:
    del kind
    return "UUID" if dialect.version is None or dialect.version >= _FIRST_WITH_UUID else "char(36)"


class MariadbDialect(MysqlDialect):
    """MariaDB: MySQL with sequences and a type for UUIDs."""

    name = "mariadb"
    traits = MysqlDialect.traits.replace(
        name="mariadb", replace_routines="OR REPLACE", switched_checks=False, sequences=True
    )
    reserved = MysqlDialect.reserved | {"PERIOD"}
    sequence_next = "NEXT VALUE FOR %s"
    first_with_fractions = (5, 3)
    types: ClassVar[TypeTable] = {**MysqlDialect.types, "boolean": "TINYINT(1)", "bit": "BIT{args}", "uuid": _uuid}

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Write the first number behind the limits, and no order."""
        return statement.compose(self, "increment minimum maximum start cache cycle")

    @renders(AlterSequenceStatement)
    def alter_sequence(self, statement: AlterSequenceStatement) -> str:
        """Write NOCYCLE too."""
        return statement.compose(self, "increment minimum maximum ordered cache cycle", words={"not_cycle": "NOCYCLE"})

    @renders(DropSequenceStatement)
    def drop_sequence(self, statement: DropSequenceStatement) -> str:
        """Write DROP SEQUENCE, as most databases do."""
        return statement.render(self)  # type: ignore[return-value] # it is one text


DIALECT = MariadbDialect

"""IBM DB2 for z/OS. Reference: liquibase.database.core.Db2zDatabase"""

from __future__ import annotations

from clog.dialects.db2 import Db2Dialect


class Db2zDialect(Db2Dialect):
    """DB2 on the mainframe: needs no REORG after changes of tables."""

    name = "db2z"
    traits = Db2Dialect.traits.replace(name="db2z")


DIALECT = Db2zDialect

"""IBM DB2 for z/OS. Reference: liquibase.database.core.Db2zDatabase"""

from __future__ import annotations

from clog.dialects.base import renders
from clog.dialects.db2 import Db2Dialect
from clog.model.statements.sequence import CreateSequenceStatement
from clog.model.statements.tracking import TagNewest
from clog.model.statements.view import SetViewRemarksStatement


class Db2zDialect(Db2Dialect):
    """DB2 on the mainframe: needs no REORG after changes of tables."""

    name = "db2z"
    traits = Db2Dialect.traits.replace(name="db2z")

    @renders(SetViewRemarksStatement)
    def view_remarks(self, statement: SetViewRemarksStatement) -> str | tuple[str, ...]:
        """Write nothing: views have no comments here."""
        del statement
        return ()

    @renders(CreateSequenceStatement)
    def create_sequence(self, statement: CreateSequenceStatement) -> str:
        """Make every sequence a BIGINT."""
        return statement.written(
            self,
            "data_type start increment minimum maximum cache ordered cycle",
            words={"data_type": "AS BIGINT ", "no_cache": ""},
        )

    @renders(TagNewest)
    def tag_newest(self, statement: TagNewest) -> str:
        """Write UPDATE: MERGE takes no query here."""
        return statement.render(self)


DIALECT = Db2zDialect

"""renameSequence: gives a sequence a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.sequence import RenameSequenceStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "renameSequence",
    applies_to="sequence",
    not_on=("db2", "db2z", "firebird", "h2", "hsqldb", "informix", "ingres", "mysql", "sqlite", "sybase"),
)
class RenameSequenceChange(Change):
    """Gives a sequence a new name. Reference: liquibase.change.core.RenameSequenceChange"""

    new_sequence_name: str = attr("Name that the sequence gets.")
    old_sequence_name: str = attr("Name that the sequence has.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Rename the sequence."""
        old = ObjectName(self.old_sequence_name, self.schema_name, self.catalog_name)
        return (RenameSequenceStatement(old, self.new_sequence_name),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Rename it back. As in Liquibase, the catalog is not named then."""
        return (
            RenameSequenceChange(
                new_sequence_name=self.old_sequence_name,
                old_sequence_name=self.new_sequence_name,
                schema_name=self.schema_name,
            ),
        )

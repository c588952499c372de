"""dropSequence: drops a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.sequence import DropSequenceStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "dropSequence",
    applies_to="sequence",
    not_on=("ingres", "mysql", "sqlite", "sybase"),
)
class DropSequenceChange(Change):
    """Drops a sequence. Reference: liquibase.change.core.DropSequenceChange"""

    written_on: ClassVar[tuple[str, ...]] = ("ingres", "mysql", "sqlite", "sybase")

    sequence_name: str = attr("Name of the sequence.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the sequence."""
        return (DropSequenceStatement(ObjectName(self.sequence_name, self.schema_name, self.catalog_name)),)

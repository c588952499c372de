"""dropSynonym: drops a synonym."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.synonym import DropSynonymStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "dropSynonym",
    applies_to="synonym",
    not_on=("asany", "cockroachdb", "firebird", "mariadb", "mysql", "postgresql", "snowflake", "sqlite", "sybase"),
)
class DropSynonymChange(Change):
    """Drops a synonym."""

    synonym_name: str = attr("Name of the synonym.")
    object_type: str | None = attr("Kind of object that is meant.", default=None, required_on=("db2",))
    private: bool | None = attr("Whether the synonym belongs to one schema.", default=None)
    synonym_catalog_name: str | None = attr(
        "Catalog of the synonym.",
        default=None,
        only_on=("db2", "db2z", "edb", "oracle"),
    )
    synonym_schema_name: str | None = attr("Schema of the synonym.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop the synonym."""
        name = ObjectName(self.synonym_name, self.synonym_schema_name, self.synonym_catalog_name)
        return (DropSynonymStatement(name, self.object_type, self.private is False),)

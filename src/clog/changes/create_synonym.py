"""createSynonym: creates another name for an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_synonym import DropSynonymChange
from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.synonym import CreateSynonymStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "createSynonym",
    applies_to="synonym",
    not_on=("asany", "cockroachdb", "firebird", "mariadb", "mysql", "postgresql", "snowflake", "sqlite", "sybase"),
)
class CreateSynonymChange(Change):
    """Creates another name for an object."""

    object_name: str = attr("Object that is meant.")
    synonym_name: str = attr("Name of the synonym.")
    object_catalog_name: str | None = attr("Catalog of the object that is meant.", default=None)
    object_schema_name: str | None = attr("Schema of the object that is meant.", default=None)
    object_type: str | None = attr("Kind of object that is meant.", default=None, required_on=("db2",))
    private: bool | None = attr("Whether the synonym belongs to one schema.", default=None)
    replace_if_exists: bool | None = attr("Whether an older one is replaced.", default=None)
    synonym_catalog_name: str | None = attr("Catalog of the synonym.", default=None)
    synonym_schema_name: str | None = attr("Schema of the synonym.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Create the synonym."""
        return (
            CreateSynonymStatement(
                ObjectName(self.synonym_name, self.synonym_schema_name, self.synonym_catalog_name),
                self.object_type,
                self.private is False,
                ObjectName(self.object_name, self.object_schema_name, self.object_catalog_name),
                replacing=bool(self.replace_if_exists),
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the synonym."""
        return (
            DropSynonymChange(
                synonym_name=self.synonym_name,
                synonym_schema_name=self.synonym_schema_name,
                object_type=self.object_type,
                private=self.private,
            ),
        )

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Refuse to replace a synonym where there are no words for it."""
        if self.replace_if_exists and not context.traits.replace_synonyms:
            yield f"replaceIfExists is not allowed on {context.traits.name}"

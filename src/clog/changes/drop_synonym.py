"""dropSynonym: drops a synonym."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropSynonym", applies_to="synonym")
class DropSynonymChange(Change):
    """Drops a synonym."""

    synonym_name: str = attr("Name of the synonym.")
    object_type: str | None = attr("Kind of object that is meant.", default=None, required_on=("db2",))
    private: bool | None = attr("Whether the synonym belongs to one schema.", default=None)
    synonym_catalog_name: str | None = attr(
        "Catalog of the synonym.",
        default=None,
        only_on=(
            "db2",
            "db2z",
            "edb",
            "oracle",
        ),
    )
    synonym_schema_name: str | None = attr("Schema of the synonym.", default=None)

"""createSynonym: creates another name for an object."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("createSynonym", applies_to="synonym")
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

"""enableCheckConstraint: switches a check constraint on."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("enableCheckConstraint")
class EnableCheckConstraintChange(Change):
    """Switches a check constraint on."""

    constraint_name: str = attr("Name of the constraint.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

"""markUnused: marks a column as unused."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("markUnused")
class MarkUnusedChange(Change):
    """Marks a column as unused."""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

"""tableIsEmpty: holds when the table has no row."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("tableIsEmpty")
class TableIsEmptyPrecondition(Precondition):
    """Holds when the table has no row. Reference: liquibase.precondition.core"""

    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str = attr("Name of the table.")

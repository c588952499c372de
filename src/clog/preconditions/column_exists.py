"""columnExists: holds when a table has the column."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("columnExists")
class ColumnExistsPrecondition(Precondition):
    """Holds when a table has the column. Reference: liquibase.precondition.core"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

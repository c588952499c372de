"""rowCount: holds when the table has exactly so many rows."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("rowCount")
class RowCountPrecondition(Precondition):
    """Holds when the table has exactly so many rows. Reference: liquibase.precondition.core"""

    catalog_name: str | None = attr("Catalog of the object.", default=None)
    expected_rows: int = attr("The number of rows.")
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str = attr("Name of the table.")

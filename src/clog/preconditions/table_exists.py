"""tableExists: holds when the table is there."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("tableExists")
class TableExistsPrecondition(Precondition):
    """Holds when the table is there. Reference: liquibase.precondition.core"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

"""indexExists: holds when the index is there."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("indexExists")
class IndexExistsPrecondition(Precondition):
    """Holds when the index is there. Reference: liquibase.precondition.core"""

    catalog_name: str | None = attr("Catalog of the object.", default=None)
    column_names: str | None = attr("Columns, comma separated.", default=None)
    index_name: str | None = attr("Name of the index.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

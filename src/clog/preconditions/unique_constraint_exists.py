"""uniqueConstraintExists: holds when the unique constraint is there."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("uniqueConstraintExists")
class UniqueConstraintExistsPrecondition(Precondition):
    """Holds when the unique constraint is there. Reference: liquibase.precondition.core"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    column_names: str | None = attr("Columns, comma separated.", default=None)
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

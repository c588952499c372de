"""primaryKeyExists: holds when the table has a primary key, or one of that name."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("primaryKeyExists")
class PrimaryKeyExistsPrecondition(Precondition):
    """Holds when the table has a primary key, or one of that name. Reference: liquibase.precondition.core"""

    catalog_name: str | None = attr("Catalog of the object.", default=None)
    primary_key_name: str | None = attr("Name of the primary key.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

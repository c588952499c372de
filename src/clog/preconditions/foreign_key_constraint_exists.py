"""foreignKeyConstraintExists: holds when the foreign key is there."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("foreignKeyConstraintExists")
class ForeignKeyConstraintExistsPrecondition(Precondition):
    """Holds when the foreign key is there. Reference: liquibase.precondition.core"""

    foreign_key_name: str = attr("Name of the foreign key.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    foreign_key_table_name: str | None = attr("Table that refers to another.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

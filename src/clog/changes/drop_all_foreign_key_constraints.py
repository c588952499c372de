"""dropAllForeignKeyConstraints: drops all foreign keys of a table."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropAllForeignKeyConstraints", applies_to="table")
class DropAllForeignKeyConstraintsChange(Change):
    """Drops all foreign keys of a table. Reference: liquibase.change.core.DropAllForeignKeyConstraintsChange"""

    base_table_name: str = attr("Table that refers to another.")
    base_table_catalog_name: str | None = attr("Catalog of the referring table.", default=None, since="3.0")
    base_table_schema_name: str | None = attr("Schema of the referring table.", default=None)

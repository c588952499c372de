"""renameTable: gives a table a new name."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("renameTable", applies_to="table", not_on=("firebird",))
class RenameTableChange(Change):
    """Gives a table a new name. Reference: liquibase.change.core.RenameTableChange"""

    new_table_name: str = attr("Name that the table gets.")
    old_table_name: str = attr("Name that the table has.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

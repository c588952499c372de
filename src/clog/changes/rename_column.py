"""renameColumn: gives a column a new name."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("renameColumn", applies_to="column")
class RenameColumnChange(Change):
    """Gives a column a new name. Reference: liquibase.change.core.RenameColumnChange"""

    new_column_name: str = attr("Name of the new column.")
    old_column_name: str = attr("Name that the column has.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=(
            "mariadb",
            "mysql",
        ),
    )
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

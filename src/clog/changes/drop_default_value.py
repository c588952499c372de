"""dropDefaultValue: takes the default value from a column."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropDefaultValue", applies_to="column", not_on=("sqlite",))
class DropDefaultValueChange(Change):
    """Takes the default value from a column. Reference: liquibase.change.core.DropDefaultValueChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.", default=None, required_on=("informix",)
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

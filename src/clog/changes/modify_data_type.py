"""modifyDataType: changes the type of a column."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "modifyDataType",
    applies_to="column",
    not_on=(
        "db2z",
        "sqlite",
    ),
)
class ModifyDataTypeChange(Change):
    """Changes the type of a column. Reference: liquibase.change.core.ModifyDataTypeChange"""

    column_name: str = attr("Name of the column.")
    new_data_type: str = attr("Type that the column gets.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

"""addLookupTable: moves the distinct values of a column to a table of their own and refers to them."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "addLookupTable",
    applies_to="column",
    not_on=(
        "hsqldb",
        "sqlite",
    ),
)
class AddLookupTableChange(Change):
    """Moves the distinct values of a column to a table of their own and refers to them.

    Reference: liquibase.change.core.AddLookupTableChange
    """

    existing_column_name: str = attr("Column whose values move to the new table.")
    existing_table_name: str = attr("Table that is there.")
    new_column_name: str = attr("Name of the new column.")
    new_table_name: str = attr("Name that the table gets.")
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    existing_table_catalog_name: str | None = attr("Catalog of the table that is there.", default=None)
    existing_table_schema_name: str | None = attr("Schema of the table that is there.", default=None)
    new_column_data_type: str | None = attr(
        "Type of the new column.",
        default=None,
        required_on=(
            "informix",
            "mariadb",
            "mssql",
            "mysql",
        ),
    )
    new_table_catalog_name: str | None = attr("Catalog of the new table.", default=None, since="3.0")
    new_table_schema_name: str | None = attr("Schema of the new table.", default=None)

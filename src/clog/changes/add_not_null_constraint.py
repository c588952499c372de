"""addNotNullConstraint: makes a column mandatory."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "addNotNullConstraint",
    applies_to="column",
    not_on=(
        "db2z",
        "sqlite",
    ),
)
class AddNotNullConstraintChange(Change):
    """Makes a column mandatory. Reference: liquibase.change.core.AddNotNullConstraintChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.",
        default=None,
        required_on=(
            "informix",
            "mariadb",
            "mssql",
            "mysql",
        ),
    )
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    default_null_value: str | None = attr("Value that replaces NULL in the rows that are there.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None)

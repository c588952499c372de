"""dropNotNullConstraint: makes a column optional."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "dropNotNullConstraint",
    applies_to="column",
    not_on=(
        "db2z",
        "sqlite",
    ),
)
class DropNotNullConstraintChange(Change):
    """Makes a column optional. Reference: liquibase.change.core.DropNotNullConstraintChange"""

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
    column_name: str | None = attr(
        "Name of the column.",
        default=None,
        required_on=(
            "asany",
            "cockroachdb",
            "db2",
            "derby",
            "edb",
            "firebird",
            "h2",
            "hsqldb",
            "informix",
            "ingres",
            "mariadb",
            "mssql",
            "mysql",
            "postgresql",
            "snowflake",
            "sybase",
            "unsupported",
        ),
    )
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

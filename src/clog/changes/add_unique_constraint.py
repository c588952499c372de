"""addUniqueConstraint: makes a set of columns unique."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("addUniqueConstraint", applies_to="column", not_on=("sqlite",))
class AddUniqueConstraintChange(Change):
    """Makes a set of columns unique. Reference: liquibase.change.core.AddUniqueConstraintChange"""

    column_names: str = attr("Columns, comma separated.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    clustered: bool | None = attr("Whether the rows are stored in this order.", default=None, only_on=("mssql",))
    constraint_name: str | None = attr("Name of the constraint.", default=None)
    deferrable: bool | None = attr("Whether the check may wait for the end of the transaction.", default=None)
    disabled: bool | None = attr("Whether it is created switched off.", default=None)
    for_index_catalog_name: str | None = attr("Catalog of the index to use.", default=None)
    for_index_name: str | None = attr(
        "Index that is there, to be used by the constraint.",
        default=None,
        only_on=(
            "cockroachdb",
            "edb",
            "oracle",
            "postgresql",
        ),
    )
    for_index_schema_name: str | None = attr("Schema of the index to use.", default=None)
    initially_deferred: bool | None = attr("Whether the check waits unless told otherwise.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None)

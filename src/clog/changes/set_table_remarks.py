"""setTableRemarks: sets the comment on a table."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "setTableRemarks",
    not_on=(
        "derby",
        "firebird",
        "hsqldb",
        "informix",
        "ingres",
        "sqlite",
        "sybase",
    ),
)
class SetTableRemarksChange(Change):
    """Sets the comment on a table. Reference: liquibase.change.core.SetTableRemarksChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

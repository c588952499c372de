"""mergeColumns: joins the text of two columns in a new one and drops them."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "mergeColumns",
    not_on=(
        "db2z",
        "derby",
    ),
)
class MergeColumnsChange(Change):
    """Joins the text of two columns in a new one and drops them.

    Reference: liquibase.change.core.MergeColumnsChange
    """

    column1_name: str = attr("Column whose text comes first.")
    column2_name: str = attr("Column whose text comes last.")
    final_column_name: str = attr("Column that takes the joined text.")
    final_column_type: str = attr("Type of the column that takes the joined text.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    join_string: str | None = attr("Text between the two values.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

"""addDefaultValue: gives a column a default value."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("addDefaultValue", applies_to="column")
class AddDefaultValueChange(Change):
    """Gives a column a default value. Reference: liquibase.change.core.AddDefaultValueChange"""

    column_name: str = attr("Name of the column.")
    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_data_type: str | None = attr(
        "Type of the column, for databases that want it repeated.", default=None, required_on=("informix",)
    )
    default_value: str | None = attr("Default as text.", default=None)
    default_value_boolean: bool | None = attr("Default as true or false.", default=None)
    default_value_computed: str | None = attr(
        "Default as an expression of the database.", default=None, kind="computed"
    )
    default_value_constraint_name: str | None = attr(
        "Name of the default constraint, where the database has such.", default=None
    )
    default_value_date: str | None = attr("Default as a date, time or both.", default=None)
    default_value_numeric: str | None = attr("Default as a number.", default=None)
    default_value_sequence_next: str | None = attr(
        "Sequence whose next value is the default.", default=None, kind="sequence"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

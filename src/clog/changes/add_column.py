"""addColumn: adds columns to a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.parts import AddColumn


@change_type("addColumn", applies_to="table")
class AddColumnChange(Change):
    """Adds columns to a table. Reference: liquibase.change.core.AddColumnChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[AddColumn, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:AddColumn", items="column"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

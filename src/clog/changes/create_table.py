"""createTable: creates a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.parts import Column


@change_type("createTable")
class CreateTableChange(Change):
    """Creates a table. Reference: liquibase.change.core.CreateTableChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[Column, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:Column", items="column"
    )
    if_not_exists: bool | None = attr(
        "Whether nothing happens when it is there already.", default=None, not_in_checksum=(8, 9)
    )
    remarks: str | None = attr("Comment stored in the database.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_type: str | None = attr("What stands between CREATE and TABLE, for example TEMPORARY.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)

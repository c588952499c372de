"""dropColumn: drops one or more columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.parts import Column


@change_type("dropColumn", applies_to="column", not_on=("db2z",))
class DropColumnChange(Change):
    """Drops one or more columns. Reference: liquibase.change.core.DropColumnChange"""

    empty_list_in_checksum: ClassVar[bool] = False

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    column_name: str | None = attr("Name of the column.", default=None)
    columns: tuple[Column, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:Column", items="column"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

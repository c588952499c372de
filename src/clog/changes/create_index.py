"""createIndex: creates an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.parts import AddColumn


@change_type("createIndex", applies_to="index")
class CreateIndexChange(Change):
    """Creates an index. Reference: liquibase.change.core.CreateIndexChange"""

    table_name: str = attr("Name of the table.")
    associated_with: str | None = attr(
        "What the index serves, comma separated: primaryKey, foreignKey, uniqueConstraint or none. No effect on SQL.",
        default=None,
        not_in_checksum=(8, 9),
    )
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    clustered: bool | None = attr("Whether the rows are stored in this order.", default=None)
    columns: tuple[AddColumn, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:AddColumn", items="column"
    )
    index_name: str | None = attr(
        "Name of the index.",
        default=None,
        required_on=(
            "firebird",
            "hsqldb",
        ),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    tablespace: str | None = attr("Where the data is stored.", default=None)
    unique: bool | None = attr("Whether no two rows may have the same values.", default=None, since="1.8")

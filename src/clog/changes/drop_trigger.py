"""dropTrigger: drops a trigger."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropTrigger")
class DropTriggerChange(Change):
    """Drops a trigger."""

    trigger_name: str = attr("Name of the trigger.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=(
            "db2",
            "db2z",
            "edb",
            "mariadb",
            "mysql",
            "oracle",
            "postgresql",
        ),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    scope: str | None = attr("What the trigger belongs to: TABLE, DATABASE or SERVER.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

"""enableTrigger: switches a trigger on."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("enableTrigger")
class EnableTriggerChange(Change):
    """Switches a trigger on."""

    trigger_name: str = attr("Name of the trigger.")
    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=(
            "edb",
            "oracle",
            "postgresql",
        ),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    scope: str | None = attr("What the trigger belongs to: TABLE, DATABASE or SERVER.", default=None)
    table_name: str | None = attr("Name of the table.", default=None)

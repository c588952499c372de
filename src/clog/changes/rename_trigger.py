"""renameTrigger: gives a trigger a new name."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("renameTrigger")
class RenameTriggerChange(Change):
    """Gives a trigger a new name."""

    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=(
            "cockroachdb",
            "edb",
            "oracle",
            "postgresql",
        ),
    )
    new_trigger_name: str | None = attr(
        "Name that the trigger gets.",
        default=None,
        required_on=(
            "edb",
            "mssql",
            "oracle",
            "postgresql",
        ),
    )
    old_trigger_name: str | None = attr(
        "Name that the trigger has.",
        default=None,
        required_on=(
            "edb",
            "mssql",
            "oracle",
            "postgresql",
        ),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    table_name: str | None = attr(
        "Name of the table.",
        default=None,
        required_on=(
            "edb",
            "postgresql",
        ),
    )

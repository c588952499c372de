"""renameSequence: gives a sequence a new name."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type(
    "renameSequence",
    applies_to="sequence",
    not_on=(
        "db2",
        "db2z",
        "firebird",
        "h2",
        "hsqldb",
        "informix",
        "ingres",
        "mysql",
        "sqlite",
        "sybase",
    ),
)
class RenameSequenceChange(Change):
    """Gives a sequence a new name. Reference: liquibase.change.core.RenameSequenceChange"""

    new_sequence_name: str = attr("Name that the sequence gets.")
    old_sequence_name: str = attr("Name that the sequence has.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    schema_name: str | None = attr("Schema of the object.", default=None)

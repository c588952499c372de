"""sequenceExists: holds when the sequence is there."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("sequenceExists")
class SequenceExistsPrecondition(Precondition):
    """Holds when the sequence is there. Reference: liquibase.precondition.core"""

    sequence_name: str = attr("Name of the sequence.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

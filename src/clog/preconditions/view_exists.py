"""viewExists: holds when the view is there."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("viewExists")
class ViewExistsPrecondition(Precondition):
    """Holds when the view is there. Reference: liquibase.precondition.core"""

    view_name: str = attr("Name of the view.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)

"""changeLogPropertyDefined: holds when a parameter is set, to a given value if one is given."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("changeLogPropertyDefined")
class ChangeLogPropertyDefinedPrecondition(Precondition):
    """Holds when a parameter is set, to a given value if one is given. Reference: liquibase.precondition.core"""

    property: str = attr("Name of the parameter.")
    value: str | None = attr("Its value.", default=None)

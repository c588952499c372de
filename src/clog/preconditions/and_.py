"""and: holds when all of its conditions hold."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("and")
class AndPrecondition(Precondition):
    """Holds when all of its conditions hold. Reference: liquibase.precondition.core"""

    conditions: tuple[Precondition, ...] = attr("The conditions, in order.", default=(), kind="conditions")

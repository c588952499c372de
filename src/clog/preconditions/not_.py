"""not: holds when none of its conditions holds."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("not")
class NotPrecondition(Precondition):
    """Holds when none of its conditions holds. Reference: liquibase.precondition.core"""

    conditions: tuple[Precondition, ...] = attr("The conditions, in order.", default=(), kind="conditions")

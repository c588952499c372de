"""runningAs: holds when connected as the given user."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("runningAs")
class RunningAsPrecondition(Precondition):
    """Holds when connected as the given user. Reference: liquibase.precondition.core"""

    username: str = attr("The user, without regard to case.")

"""changeSetExecuted: holds when a change set has been run."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("changeSetExecuted")
class ChangeSetExecutedPrecondition(Precondition):
    """Holds when a change set has been run. Reference: liquibase.precondition.core"""

    author: str = attr("Author of the change set.")
    id: str = attr("Id of the change set.")
    change_log_file: str | None = attr(
        "Path of the change log that the change set is in; by default this one.", default=None
    )

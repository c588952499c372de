"""executeCommand: runs a program on the machine where clog runs."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("executeCommand")
class ExecuteCommandChange(Change):
    """Runs a program on the machine where clog runs.

    Reference: liquibase.change.core.ExecuteShellCommandChange
    """

    executable: str = attr("Program to run.")
    timeout: str | None = attr("How long to wait at most: a number with s, m or h.", default=None)

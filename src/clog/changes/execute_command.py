"""executeCommand: runs a program on the machine where clog runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.parts import Argument


@change_type("executeCommand")
class ExecuteCommandChange(Change):
    """Runs a program on the machine where clog runs.

    Reference: liquibase.change.core.ExecuteShellCommandChange
    """

    executable: str = attr("Program to run.")
    args: tuple[Argument, ...] = attr(
        "Arguments of the program, in order.",
        default=(),
        kind="parts",
        element="clog.model.parts:Argument",
        items="arg",
        not_in_checksum=(8, 9),
    )
    os: str | None = attr(
        "Operating systems on which it is run, comma separated, as Java names them: Linux, Mac OS X, Windows 11.",
        default=None,
        not_in_checksum=(8, 9),
    )
    timeout: str | None = attr("How long to wait at most: a number with s, m or h.", default=None)

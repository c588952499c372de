"""executeCommand: runs a program on the machine where clog runs."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.errors import ExecutionError, UsageError
from clog.model.change import Change
from clog.model.statements.action import ActionStatement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.parts import Argument
    from clog.model.statements.base import Statement

_TIMEOUT = re.compile(r"\s*(\d+)\s*([smh])\s*", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_SYSTEMS = {"Darwin": "Mac OS X"}


@change_type("executeCommand")
class ExecuteCommandChange(Change):
    """Runs a program on the machine where clog runs, if that is allowed (--allow-execute-command).

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

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Refuse a timeout that is none."""
        if self.timeout and not _TIMEOUT.fullmatch(self.timeout):
            return (f'the timeout of executeCommand cannot be "{self.timeout}": write 10s, 2m or 1h',)
        return ()

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Run the program; scripts only mention it."""
        arguments = " ".join(argument.value or "" for argument in self.args)
        text = f"{self.executable} {arguments}" if context.is_script else ""
        return (ActionStatement(partial(self._run, allowed=context.allow_commands), text),)

    def _run(self, *, allowed: bool) -> None:
        """Run the program and wait for it.

        Raises:
            UsageError: that is not allowed.
            ExecutionError: there is no such program, it failed, or took too long.
        """
        import subprocess

        if not allowed:
            raise UsageError(
                f"the change log wants to run the program {self.executable}, which is not allowed",
                hint="--allow-execute-command=true allows it, for change logs that you trust",
            )
        if not self._meant():
            return
        command = [self.executable, *(argument.value or "" for argument in self.args)]
        match = _TIMEOUT.fullmatch(self.timeout or "")
        seconds = int(match[1]) * _SECONDS[match[2].lower()] if match else None
        try:
            subprocess.run(command, check=True, timeout=seconds)  # noqa: S603 - that is what was asked for, and allowed
        except (OSError, subprocess.SubprocessError) as error:
            raise ExecutionError(f"the program {self.executable} failed: {error}") from error

    def _meant(self) -> bool:
        """Return whether it is meant for this operating system."""
        import platform

        if not self.os:
            return True
        system = platform.system()
        here = (_SYSTEMS.get(system, system) + (f" {platform.release()}" if system == "Windows" else "")).lower()
        return here in {name.strip().lower() for name in self.os.split(",")}

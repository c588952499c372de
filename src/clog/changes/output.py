"""output: shows a message."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from clog.declare import attr, change_type, trim
from clog.model.change import Change
from clog.model.statements.action import ActionStatement
from clog.sqltext.control import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement

_QUIET = frozenset(("INFO", "DEBUG"))
_TARGETS = _QUIET | {"STDOUT", "STDERR", "WARN", "WARNING", "SEVERE", "FATAL", "ERROR"}


@change_type("output")
class OutputChange(Change):
    """Shows a message. Reference: liquibase.change.core.OutputChange"""

    message: str | None = attr("Text to show.", default=None, body=True)
    target: str | None = attr("Where the text goes: STDOUT, STDERR, FATAL, WARN, INFO or DEBUG.", default=None)

    @staticmethod
    def adjust(values: dict[str, Any]) -> None:
        """Trim both; without a target the text goes to STDERR."""
        trim(values, "message")
        trim(values, "target", "STDERR")

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Report a missing message, and a target that is none."""
        if not self.message:
            yield "message is required for output"
        if (self.target or "STDERR").upper() not in _TARGETS:
            yield f"unknown target for output: {self.target}"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Show the message. What is only for the log is not shown."""
        return (ActionStatement(self._show),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Return nothing to do."""
        return ()

    def _show(self) -> None:
        target = (self.target or "STDERR").upper()
        if target not in _QUIET:
            stream = sys.stdout if target == "STDOUT" else sys.stderr
            stream.write(f"{escaped(self.message or '')}\n")
            stream.flush()

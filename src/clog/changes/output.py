"""output: shows a message."""

from __future__ import annotations

from typing import Any

from clog.declare import attr, change_type, trim
from clog.model.change import Change


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

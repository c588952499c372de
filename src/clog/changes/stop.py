"""stop: stops the run with a message."""

from __future__ import annotations

from typing import Any

from clog.declare import attr, change_type, trim
from clog.model.change import Change


@change_type("stop")
class StopChange(Change):
    """Stops the run with a message. Reference: liquibase.change.core.StopChange"""

    message: str | None = attr("Text to show.", default=None, body=True)

    @staticmethod
    def adjust(values: dict[str, Any]) -> None:
        """Trim the message; there is always one."""
        trim(values, "message", "Stop command in changelog file")

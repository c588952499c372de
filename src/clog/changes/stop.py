"""stop: stops the run with a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.declare import attr, change_type, trim
from clog.errors import Stopped
from clog.model.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("stop")
class StopChange(Change):
    """Stops the run with a message. Reference: liquibase.change.core.StopChange"""

    message: str | None = attr("Text to show.", default=None, body=True)

    @staticmethod
    def adjust(values: dict[str, Any]) -> None:
        """Trim the message; without one there is a default, while an empty one counts as none at all."""
        trim(values, "message", "Stop command in changelog file" if values.get("message") is None else None)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Stop.

        Raises:
            Stopped: always, when its turn comes.
        """
        raise Stopped(self.message or "", hint="take the stop out of the change log to go on")
        yield  # an iterator, so that what stands before it is run

"""tagDatabase: tags the state after this change set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("tagDatabase")
class TagDatabaseChange(Change):
    """Tags the state after this change set. Reference: liquibase.change.core.TagDatabaseChange"""

    tag: str | None = attr("The tag.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Return no statement: the tag is written with the row of the change set."""
        return ()

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Return no change: the tag goes with the row."""
        return ()

"""empty: does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("empty")
class EmptyChange(Change):
    """Does nothing. Reference: liquibase.change.core.EmptyChange"""

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Return nothing to do."""
        return ()

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Return nothing to do."""
        return ()

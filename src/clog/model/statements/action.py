"""Statements that do something outside of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.sql import Sql
from clog.model.statements.base import Statement
from clog.sqltext.control import comment_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.statements.base import SqlWriter


class ActionStatement(Statement):
    """Something that is done when change sets are run, and only mentioned in scripts.

    Attributes:
        action: does it.
        comment: what scripts say in its place; empty for nothing.
    """

    action: Callable[[], None]
    comment: str = ""

    def render(self, writer: SqlWriter) -> Any:
        """Write a comment."""
        text = comment_lines(writer.traits.line_comment, self.comment) if self.comment else ""
        return Sql(text, action=self.action)

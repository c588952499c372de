"""Statements about views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


class CreateViewStatement(Statement):
    """CREATE VIEW.

    `query` is the SELECT, or with `full` the whole statement. `replace` asks that an older view of that
    name gives way.
    """

    view: ObjectName
    query: str
    or_replace: bool = False
    full: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write CREATE [OR REPLACE] VIEW name AS query."""
        return self.compose(writer, "CREATE OR REPLACE" if self.or_replace else "CREATE")

    def compose(self, writer: SqlWriter, verb: str) -> str:
        """Write the statement with the words that a database puts in front of VIEW."""
        if self.full:
            return self.query
        return f"{verb} VIEW {writer.object(self.view, 'view')} AS {self.query}"


class DropViewStatement(Statement):
    """DROP VIEW."""

    view: ObjectName
    if_exists: bool = False

    def render(self, writer: SqlWriter) -> str:
        """Write DROP VIEW [IF EXISTS] name."""
        condition = "IF EXISTS " if self.if_exists else ""
        return f"DROP VIEW {condition}{writer.object(self.view, 'view')}"


class RenameViewStatement(Statement):
    """Gives a view a new name, in the schema where it is."""

    view: ObjectName
    new_name: str

    def render(self, writer: SqlWriter) -> str:
        """Write RENAME name TO new name."""
        return f"RENAME {writer.object(self.view, 'view')} TO {writer.quote(self.new_name, 'view')}"


class SetViewRemarksStatement(Statement):
    """COMMENT ON VIEW. Databases without such comments write nothing."""

    view: ObjectName
    remarks: str

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write COMMENT ON VIEW name IS text."""
        return self.compose(writer, "VIEW")

    def compose(self, writer: SqlWriter, kind: str) -> str:
        """Write the comment on what the database takes a view for: VIEW or TABLE."""
        return f"COMMENT ON {kind} {writer.object(self.view, 'view')} IS {writer.text(self.remarks)}"

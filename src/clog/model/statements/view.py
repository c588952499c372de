"""Statements about views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import Names, ObjectName


class CreateViewStatement(Statement):
    """CREATE VIEW.

    `query` is the SELECT, or with `full` the whole statement. `replace` asks that an older view of that
    name gives way.
    """

    view: ObjectName
    query: str
    or_replace: bool = False
    full: bool = False

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write CREATE [OR REPLACE] VIEW name AS query."""
        return self.written(names, "CREATE OR REPLACE" if self.or_replace else "CREATE")

    def written(self, names: Names, verb: str) -> str:
        """Write the statement with the words that a database puts in front of VIEW."""
        if self.full:
            return self.query
        return f"{verb} VIEW {names.object(self.view, 'view')} AS {self.query}"


class DropViewStatement(Statement):
    """DROP VIEW."""

    view: ObjectName
    if_exists: bool = False

    def render(self, names: Names) -> str:
        """Write DROP VIEW [IF EXISTS] name."""
        condition = "IF EXISTS " if self.if_exists else ""
        return f"DROP VIEW {condition}{names.object(self.view, 'view')}"


class RenameViewStatement(Statement):
    """Gives a view a new name, in the schema where it is."""

    view: ObjectName
    new_name: str

    def render(self, names: Names) -> str:
        """Write RENAME name TO new name."""
        return f"RENAME {names.object(self.view, 'view')} TO {names.quote(self.new_name, 'view')}"


class SetViewRemarksStatement(Statement):
    """COMMENT ON VIEW. Databases without such comments write nothing."""

    view: ObjectName
    remarks: str

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write COMMENT ON VIEW name IS text."""
        return self.written(names, "VIEW")

    def written(self, names: Names, kind: str) -> str:
        """Write the comment on what the database takes a view for: VIEW or TABLE."""
        return f"COMMENT ON {kind} {names.object(self.view, 'view')} IS {names.text(self.remarks)}"

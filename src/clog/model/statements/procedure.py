"""Statements about procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement
from clog.sqltext.bodies import with_schema, without_end

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


class CreateProcedureStatement(Statement):
    """CREATE PROCEDURE as its author wrote it, with the schema in its heading.

    Attributes:
        text: the whole statement.
        procedure: its name, where the author says it apart from the text; its schema counts.
        replacing: whether an older one is replaced.
    """

    text: str
    procedure: ObjectName
    replacing: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write the text without the semicolon at its end."""
        return without_end(self.placed(writer))

    def placed(self, writer: SqlWriter) -> str:
        """Write the text with the schema."""
        schema = self.procedure.schema
        return with_schema(self.text, "PROCEDURE", writer.quote(schema, "schema")) if schema else self.text


class DropProcedureStatement(Statement):
    """DROP PROCEDURE."""

    procedure: ObjectName

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP PROCEDURE name."""
        return f"DROP PROCEDURE {writer.object(self.procedure, 'procedure')}"

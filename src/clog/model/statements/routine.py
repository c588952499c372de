"""Statements about functions, triggers and packages, whose texts authors write whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.model.statements.base import Statement
from clog.sqltext.bodies import with_schema, without_end

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter

_CREATE = re.compile(r"\bCREATE\b(?!\s+OR\b)", re.IGNORECASE)


def routine_name(writer: SqlWriter, name: ObjectName) -> str:
    """Write the name of a function, with the types behind it that an author may give to tell it from others."""
    plain, bracket, types = name.name.partition("(")
    return writer.object(name.replace(name=plain.strip()), "function") + bracket + types


class CreateRoutineStatement(Statement):
    """CREATE FUNCTION, TRIGGER, PACKAGE or PACKAGE BODY as its author wrote it.

    Attributes:
        kind: one of these words.
        text: the whole statement.
        name: of what is made; its schema is put into the heading.
        replacing: whether an older one gives way.
        table: of a trigger, where it is known.
    """

    kind: str
    text: str
    name: ObjectName
    replacing: bool = False
    table: ObjectName | None = None

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write the text; to replace, CREATE OR REPLACE, or DROP before it where the database knows no such words."""
        return self.compose(writer, ";")

    def compose(self, writer: SqlWriter, delimiter: str) -> str | tuple[str, ...]:
        """Write the statement.

        Args:
            writer: the dialect.
            delimiter: what is taken from the end of the text.
        """
        text = self.text
        if self.name.schema and not (self.kind == "TRIGGER" and writer.traits.table_triggers):
            text = with_schema(text, self.kind.rpartition(" ")[2], writer.quote(self.name.schema, "schema"))
        text = without_end(text, delimiter)
        if not self.replacing or not _CREATE.search(text):
            return text
        words = writer.traits.replace_routines
        if words:
            return _CREATE.sub(f"CREATE {words}", text, count=1)
        return (f"DROP {self.kind} IF EXISTS {routine_name(writer, self.name)}", text)


class DropFunctionStatement(Statement):
    """DROP FUNCTION. Types may stand behind its name, in parentheses."""

    function: ObjectName

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP FUNCTION name."""
        return self.compose(writer, "FUNCTION")

    def compose(self, writer: SqlWriter, word: str) -> str:
        """Write DROP with the word that the database has for functions."""
        return f"DROP {word} {routine_name(writer, self.function)}"


class DropPackageStatement(Statement):
    """DROP PACKAGE, or of its body alone."""

    package: ObjectName
    body: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP PACKAGE [BODY] name."""
        return f"DROP PACKAGE {'BODY ' if self.body else ''}{writer.object(self.package, 'package')}"


class TriggerStatement(Statement):
    """What statements about a trigger that is there have in common.

    Attributes:
        trigger: its name, with the schema.
        table: that it belongs to; None: not said.
        scope: TABLE, DATABASE or SERVER in any case; None: a table's.
    """

    trigger: ObjectName
    table: ObjectName | None = None
    scope: str | None = None

    def owner(self, writer: SqlWriter) -> str:
        """Write the table that the trigger belongs to, or null."""
        return "null" if self.table is None else writer.object(self.table)

    @property
    def wide(self) -> bool:
        """Whether it belongs to the database or server, not to a table."""
        return (self.scope or "").upper() in {"DATABASE", "SERVER", "ALL SERVER"}


class DropTriggerStatement(TriggerStatement):
    """DROP TRIGGER."""

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP TRIGGER name, or DROP TRIGGER name ON table where triggers have their names by table."""
        if writer.traits.table_triggers:
            if self.wide:
                return f"DROP EVENT TRIGGER {writer.quote(self.trigger.name, 'trigger')}"
            return f"DROP TRIGGER {writer.quote(self.trigger.name, 'trigger')} ON {self.owner(writer)}"
        return f"DROP TRIGGER {writer.object(self.trigger, 'trigger')}"


class SwitchTriggerStatement(TriggerStatement):
    """Switches a trigger on or off."""

    enabled: bool = True

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TABLE table ENABLE TRIGGER name, or ALTER TRIGGER name ENABLE."""
        word = "ENABLE" if self.enabled else "DISABLE"
        if not writer.traits.table_triggers:
            return f"ALTER TRIGGER {writer.object(self.trigger, 'trigger')} {word}"
        trigger = writer.quote(self.trigger.name, "trigger")
        if self.wide:
            return f"ALTER EVENT TRIGGER {trigger} {word}"
        return f"ALTER TABLE {self.owner(writer)} {word} TRIGGER {trigger}"


class RenameTriggerStatement(TriggerStatement):
    """Gives a trigger a new name."""

    new_name: str = ""

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write ALTER TRIGGER name [ON table] RENAME TO new name."""
        new = writer.quote(self.new_name, "trigger")
        if writer.traits.table_triggers:
            return f"ALTER TRIGGER {writer.quote(self.trigger.name, 'trigger')} ON {self.owner(writer)} RENAME TO {new}"
        return f"ALTER TRIGGER {writer.object(self.trigger, 'trigger')} RENAME TO {new}"

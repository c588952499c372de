"""Statements about synonyms, which some databases call aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


class SynonymStatement(Statement):
    """What both statements have in common.

    Attributes:
        synonym: its name.
        kind: of what it means: TABLE, SEQUENCE ... in any case; None: not said.
        public: whether it belongs to no schema.
    """

    synonym: ObjectName
    kind: str | None
    public: bool

    def shown(self, writer: SqlWriter) -> str:
        """Write the name, without a schema where it belongs to none."""
        synonym = self.synonym.replace(schema=None, catalog=None) if self.public else self.synonym
        return writer.object(synonym, "synonym")

    @property
    def word(self) -> str:
        """The word PUBLIC with a blank behind it, or nothing."""
        return "PUBLIC " if self.public else ""

    @property
    def of_kind(self) -> str:
        """The kind of what it means with a blank behind it, TABLE where it is not said."""
        return f"{(self.kind or 'TABLE').upper()} "


class CreateSynonymStatement(SynonymStatement):
    """CREATE SYNONYM. `target` is what it means; `replacing`: an older one gives way."""

    target: ObjectName
    replacing: bool = False

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write CREATE [OR REPLACE] [PUBLIC] SYNONYM name FOR object."""
        return self.compose(writer, "CREATE OR REPLACE" if self.replacing else "CREATE")

    def compose(self, writer: SqlWriter, verb: str) -> str:
        """Write the statement with what a database puts in front."""
        return f"{verb} {self.word}SYNONYM {self.shown(writer)} FOR {writer.object(self.target)}"

    def dropped_first(self, writer: SqlWriter, drop: str = "DROP SYNONYM IF EXISTS") -> tuple[str, ...]:
        """Write a DROP before, where the older one is to give way and there is no CREATE OR REPLACE."""
        found = self.compose(writer, "CREATE")
        return (f"{drop} {self.shown(writer)}", found) if self.replacing else (found,)

    def as_alias(self, writer: SqlWriter) -> str:
        """Write CREATE [OR REPLACE] [PUBLIC] ALIAS name FOR TABLE object."""
        verb = "CREATE OR REPLACE" if self.replacing else "CREATE"
        return f"{verb} {self.word}ALIAS {self.shown(writer)} FOR {self.of_kind}{writer.object(self.target)}"


class DropSynonymStatement(SynonymStatement):
    """DROP SYNONYM."""

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP [PUBLIC] SYNONYM name."""
        return f"DROP {self.word}SYNONYM {self.shown(writer)}"

    def as_alias(self, writer: SqlWriter) -> str:
        """Write DROP [PUBLIC] ALIAS name FOR TABLE."""
        return f"DROP {self.word}ALIAS {self.shown(writer)} FOR {self.of_kind.rstrip()}"

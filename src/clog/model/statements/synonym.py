"""Statements about synonyms, which some databases call aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import Names, ObjectName


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

    def shown(self, names: Names) -> str:
        """Write the name, without a schema where it belongs to none."""
        synonym = self.synonym.replace(schema=None, catalog=None) if self.public else self.synonym
        return names.object(synonym, "synonym")

    @property
    def word(self) -> str:
        """PUBLIC with a blank behind it, or nothing."""
        return "PUBLIC " if self.public else ""

    @property
    def of_kind(self) -> str:
        """The kind of what it means with a blank behind it, TABLE where it is not said."""
        return f"{(self.kind or 'TABLE').upper()} "


class CreateSynonymStatement(SynonymStatement):
    """CREATE SYNONYM. `target` is what it means; `replacing`: an older one gives way."""

    target: ObjectName
    replacing: bool = False

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write CREATE [OR REPLACE] [PUBLIC] SYNONYM name FOR object."""
        return self.written(names, "CREATE OR REPLACE" if self.replacing else "CREATE")

    def written(self, names: Names, verb: str) -> str:
        """Write the statement with what a database puts in front."""
        return f"{verb} {self.word}SYNONYM {self.shown(names)} FOR {names.object(self.target)}"

    def dropped_first(self, names: Names, drop: str = "DROP SYNONYM IF EXISTS") -> tuple[str, ...]:
        """Write a DROP before, where the older one is to give way and there is no CREATE OR REPLACE."""
        found = self.written(names, "CREATE")
        return (f"{drop} {self.shown(names)}", found) if self.replacing else (found,)

    def as_alias(self, names: Names) -> str:
        """Write CREATE [OR REPLACE] [PUBLIC] ALIAS name FOR TABLE object."""
        verb = "CREATE OR REPLACE" if self.replacing else "CREATE"
        return f"{verb} {self.word}ALIAS {self.shown(names)} FOR {self.of_kind}{names.object(self.target)}"


class DropSynonymStatement(SynonymStatement):
    """DROP SYNONYM."""

    def render(self, names: Names) -> str | tuple[str, ...]:
        """Write DROP [PUBLIC] SYNONYM name."""
        return f"DROP {self.word}SYNONYM {self.shown(names)}"

    def as_alias(self, names: Names) -> str:
        """Write DROP [PUBLIC] ALIAS name FOR TABLE."""
        return f"DROP {self.word}ALIAS {self.shown(names)} FOR {self.of_kind.rstrip()}"

"""Statements about sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.model.statements.base import Statement

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName, SqlWriter


class SequenceStatement(Statement):
    """What CREATE SEQUENCE and ALTER SEQUENCE have in common: the settings. None: not spoken of."""

    sequence: ObjectName
    data_type: str | None = None
    start: int | None = None
    increment: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    cache: int | None = None
    ordered: bool | None = None
    cycle: bool | None = None

    verb: ClassVar[str] = ""
    usual: ClassVar[str] = "data_type start increment minimum maximum ordered"

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write the statement with the settings that most databases know."""
        return self.compose(writer)

    def compose(
        self, writer: SqlWriter, settings: str = "", *, head: str = "", words: dict[str, str] | None = None
    ) -> str:
        """Write the statement.

        Args:
            writer: the dialect.
            settings: the fields that the database knows, in its order, separated by blanks.
            head: what stands before the name, with its blanks.
            words: other texts for some fields: `minimum="RESTART WITH {}"`. `no_cache`, `not_ordered` and
                `not_cycle` are texts for cache 0 and false flags, which are usually passed over.
        """
        texts = {**self.words(), **(words or {})}
        parts = [f"{self.verb} SEQUENCE {head}{writer.object(self.sequence, 'sequence')}"]
        for field in (settings or self.usual).split():
            value = self.get(field)
            if value is None and field not in (words or {}):
                continue
            text = texts["no_cache" if field == "cache" and value == 0 else f"not_{field}" if value is False else field]
            if text:
                parts.append(text.format(value))
        return " ".join(parts).rstrip()

    def words(self) -> dict[str, str]:
        """Return the usual text of every setting."""
        return {
            "data_type": "AS {}",
            "start": "START WITH {}",
            "increment": "INCREMENT BY {}",
            "minimum": "MINVALUE {}",
            "maximum": "MAXVALUE {}",
            "cache": "CACHE {}",
            "no_cache": "CACHE {}",
            "ordered": "ORDER",
            "not_ordered": "",
            "cycle": "CYCLE",
            "not_cycle": "",
        }


class CreateSequenceStatement(SequenceStatement):
    """CREATE SEQUENCE."""

    verb: ClassVar[str] = "CREATE"
    usual: ClassVar[str] = "data_type start increment minimum maximum ordered cycle"


class AlterSequenceStatement(SequenceStatement):
    """ALTER SEQUENCE."""

    verb: ClassVar[str] = "ALTER"

    def words(self) -> dict[str, str]:
        """Return the usual text of every setting; some have a blank behind them, as in Liquibase."""
        return {**super().words(), "ordered": "ORDER ", "not_ordered": "NOORDER ", "no_cache": "NOCACHE "}


class DropSequenceStatement(Statement):
    """DROP SEQUENCE."""

    sequence: ObjectName

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write DROP SEQUENCE name."""
        return f"DROP SEQUENCE {writer.object(self.sequence, 'sequence')}"


class RenameSequenceStatement(Statement):
    """Gives a sequence a new name, in the schema where it is."""

    sequence: ObjectName
    new_name: str

    def render(self, writer: SqlWriter) -> str:
        """Write ALTER SEQUENCE name RENAME TO new name."""
        new = writer.quote(self.new_name, "sequence")
        return f"ALTER SEQUENCE {writer.object(self.sequence, 'sequence')} RENAME TO {new}"

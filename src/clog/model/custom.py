"""What a customChange of an author is given, and the statement that runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import InvalidValue
from clog.model.statements.base import ObjectName, Statement
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.catalog import Catalog
    from clog.model.statements.base import SqlWriter


class CustomContext(Value):
    """What `forward` and `rollback` of a customChange may use.

    Attributes:
        dialect: short name of the database.
        shown: whether the SQL is to be read, not to be run.
        names: writes identifiers and values as the database wants them.
        catalog: what is really there; None where there is no database.
    """

    dialect: str
    shown: bool
    names: Any
    catalog: Catalog | None = None

    def quote(self, name: str, kind: str = "column") -> str:
        """Write an identifier."""
        return str(self.names.quote(name, kind))

    def table(self, name: str, schema: str | None = None) -> str:
        """Write the name of a table."""
        return str(self.names.object(ObjectName(name, schema)))

    def text(self, value: str) -> str:
        """Write a text as a literal."""
        return str(self.names.text(value))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query and fetch all rows; none where there is no database."""
        return [] if self.catalog is None else self.catalog.query(sql)


class CustomStatement(Statement):
    """The SQL that a customChange of an author gives.

    Attributes:
        name: of its class.
        call: its `forward` or `rollback`.
        shown: whether the SQL is to be read, not to be run.
        catalog: what is really there; None where there is no database.
    """

    name: str
    call: Callable[[CustomContext], Any]
    shown: bool
    catalog: Catalog | None = None

    def render(self, writer: SqlWriter) -> tuple[str, ...]:
        """Ask for the SQL: a text, an iterable of texts, or None.

        Raises:
            InvalidValue: it is something else.
        """
        answer = self.call(CustomContext(writer.traits.name, self.shown, writer, self.catalog))
        if answer is None:
            return ()
        texts = (answer,) if isinstance(answer, str) else tuple(answer)
        wrong = next((text for text in texts if not isinstance(text, str)), None)
        if wrong is not None:
            raise InvalidValue(f"customChange {self.name} gave {wrong!r}, which is no SQL text")
        return texts

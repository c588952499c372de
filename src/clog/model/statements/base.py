"""Statement, the names a statement consists of, and what it may ask of a dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.parts import ColumnConfig
    from clog.model.traits import Traits


class ObjectName(Value):
    """An object's name with its schema and catalog, as the author wrote them. None: not given."""

    name: str
    schema: str | None = None
    catalog: str | None = None


class Numbering(Value):
    """How a column numbers its rows. None: not said.

    Attributes:
        start: the first number.
        increment: the distance between two numbers.
        generation: ALWAYS or BY DEFAULT, in any case.
        on_null: whether an explicit NULL draws a number too.
    """

    start: int | None = None
    increment: int | None = None
    generation: str | None = None
    on_null: bool | None = None


class SqlWriter(Protocol):
    """What a statement needs of a dialect to write its text. Every `Dialect` is one."""

    @property
    def traits(self) -> Traits:
        """Say what the database is able to do."""
        ...

    def quote(self, name: str, kind: str = "column") -> str:
        """Write one identifier; `kind` is table, column, index, sequence, view, constraint ..."""
        ...

    def columns(self, names: str | Iterable[str]) -> str:
        """Write a list of columns, given as a list or as comma separated text: a, "Order"."""
        ...

    def object(self, name: ObjectName, kind: str = "table") -> str:
        """Write an object with schema and catalog as far as the database has them."""
        ...

    def column_type(self, written: str, *, auto_increment: bool = False) -> str:
        """Translate a type as the author wrote it."""
        ...

    def text(self, value: str) -> str:
        """Write a string literal, quotes doubled as the database wants it."""
        ...

    def between_quotes(self, value: str) -> str:
        """Put a text between quotes as it is, unless it could leave them."""
        ...

    def value(self, column: ColumnConfig, schema: str | None = None) -> str:
        """Write the value of a column for INSERT and UPDATE, sequences with a schema; NULL when it has none."""
        ...

    def default(self, column: ColumnConfig) -> str | None:
        """Write the default value of a column as it stands behind DEFAULT; None when it has none."""
        ...

    def next_value(self, sequence: ObjectName) -> str:
        """Write the expression that draws from a sequence."""
        ...

    def default_clause(self, column: ColumnConfig, table: str, name: str | None) -> str:
        """Write the default of a column with all that belongs to it, a blank before it; empty when it has none."""
        ...

    def schema_prefix(self) -> str:
        """Write the schema that stands before names for which none is given, with a point; empty for none."""
        ...

    def numbers_rows(self, column: ColumnConfig) -> bool:
        """Return whether a column numbers its rows: it says so, or its type does."""
        ...

    def numbering(self, wish: Numbering) -> str:
        """Write what makes a column number its rows; empty where the type says all."""
        ...

    def says_null(self, kind: str, *, added: bool = False) -> bool:
        """Return whether NULL is written behind a column that may be empty.

        Args:
            kind: its type as the dialect writes it.
            added: whether the column comes to a table that is there.
        """
        ...

    def primary_key_name(self, table: str) -> str:
        """Make a name for the primary key of a table."""
        ...


class Statement(Value):
    """One thing asked of a database.

    `render` gives the text that most databases understand; dialects that deviate register another
    text for the statement's class with `@renders`.
    """

    def render(self, writer: SqlWriter) -> str | tuple[str, ...]:
        """Write the statement, or several, without delimiters."""
        raise NotImplementedError(type(self).__name__)

"""Dialect: the ANSI way, of which every database says what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from clog.dialects.base.columns import Columns
from clog.dialects.base.quoting import LEGACY, Quoting
from clog.model.sql import Sql
from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from clog.model.bound import BoundChange
    from clog.model.catalog import Catalog
    from clog.model.change import Change
    from clog.model.context import ChangeContext
    from clog.model.statements.base import ObjectName, Statement

    Redefinitions = Mapping[type[Statement], tuple[str, ...]]

_F = TypeVar("_F", bound="Callable[..., Any]")


def renders(*statements: type[Statement]) -> Callable[[_F], _F]:
    """Mark a method as this dialect's text for a statement: (self, statement) -> str or tuple of str."""

    def mark(method: _F) -> _F:
        method.__dict__["renders"] = statements
        return method

    return mark


def lowers(*changes: type[Change]) -> Callable[[_F], _F]:
    """Mark a method as this dialect's way to do a change: (self, change, context) -> statements."""

    def mark(method: _F) -> _F:
        method.__dict__["lowers"] = changes
        return method

    return mark


class Dialect(Quoting, Columns):
    """One database product in one version, with the quoting in effect.

    Args:
        version: (major, minor) of the server; None: not known, taken as the newest, as Liquibase does offline.
        quoting: LEGACY, QUOTE_ALL_OBJECTS or QUOTE_ONLY_RESERVED_WORDS.
        default_schema: written before names where the connection has one (None offline).
        default_catalog: likewise.

    Attributes:
        redefinitions: statements that write a column anew, and what the column loses that they do not say.
        redefined_in_type: whether an author may say it behind the type of the column.
    """

    name: ClassVar[str] = "ansi"
    traits: ClassVar[Traits] = Traits("ansi")
    redefinitions: ClassVar[Redefinitions] = {}
    redefined_in_type: ClassVar[bool] = False
    _renders: ClassVar[dict[type, str]] = {}
    _lowers: ClassVar[dict[type, str]] = {}

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Build the dispatch tables from the methods of this class and its bases."""
        super().__init_subclass__(**kwargs)
        cls._renders, cls._lowers = dict(cls._renders), dict(cls._lowers)
        for name, member in cls.__dict__.items():
            marks = getattr(member, "__dict__", {})
            for statement in marks.get("renders", ()):
                cls._renders[statement] = name
            for change in marks.get("lowers", ()):
                cls._lowers[change] = name

    def __init__(
        self,
        *,
        version: tuple[int, ...] | None = None,
        quoting: str = LEGACY,
        default_schema: str | None = None,
        default_catalog: str | None = None,
    ) -> None:
        """Keep what deviates from connection to connection."""
        self.version = version
        self.quoting = quoting
        self.default_schema = default_schema
        self.default_catalog = default_catalog
        self._quoted = {}
        self._objects = {}
        self._lists = {}
        self._types = {}

    def with_quoting(self, quoting: str) -> Dialect:
        """Return this dialect with another objectQuotingStrategy."""
        if quoting == self.quoting:
            return self
        return type(self)(
            version=self.version,
            quoting=quoting,
            default_schema=self.default_schema,
            default_catalog=self.default_catalog,
        )

    def lower(self, change: Change, context: ChangeContext) -> Iterable[Statement]:
        """Convert a change into statements, in this dialect's way where it has one.

        Raises:
            Unsupported: this database cannot do it.
            CatalogNeeded: it must look at the real schema, and the context has no catalog.
        """
        method = self._lowers.get(type(change))
        if method is None:
            return change.statements(context)
        found: Iterable[Statement] = getattr(self, method)(change, context)
        return found

    def render(self, statement: Statement) -> tuple[Any, ...]:
        """Write a statement: texts, or ready-made `Sql` where a text is not all."""
        method = self._renders.get(type(statement))
        text = statement.render(self) if method is None else getattr(self, method)(statement)
        return text if isinstance(text, tuple) else (text,)

    def column_words(self, table: ObjectName, column: str, catalog: Catalog) -> frozenset[str] | None:
        """Find what a column has besides its type, in the words of `redefinitions`; None: that is not known."""
        del table, column, catalog
        return None

    def sql(self, change: Change, context: ChangeContext, source: BoundChange | None = None) -> Iterator[Sql]:
        """Write all that a change asks for, one by one; each piece names its source."""
        for statement in self.lower(change, context):
            for text in self.render(statement):
                yield text.replace(source=source) if isinstance(text, Sql) else Sql(text, source=source)

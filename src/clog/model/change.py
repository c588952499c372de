"""Change and Precondition: the bases of all declared change types and preconditions."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from clog.declare import Declared
from clog.errors import RollbackImpossible
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.declare import Declaration
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


class Irreversible(Value):
    """The answer of a change that nothing undoes."""

    reason: str


@lru_cache(maxsize=None)
def _described(declaration: Declaration) -> tuple[tuple[str, str], ...]:
    """List the attributes that are shown in DESCRIPTION, as field and written name."""
    found = ((attribute.name, attribute.written, attribute.written.lower()) for attribute in declaration.attributes)
    return tuple(
        (field, written)
        for field, written, lower in found
        if (lower.endswith("name") and "schema" not in lower and "catalog" not in lower) or lower == "path"
    )


class Change(Declared):
    """A change type with its values. Frozen; all methods are pure but for reading the files that it names.

    A `ChangeContext` is the only thing that they look at besides the values.
    """

    asked_where_it_runs: ClassVar[frozenset[str]] = frozenset()
    """Attributes that a database may not know as long as dbms says that the change is not for it."""
    written_on: ClassVar[tuple[str, ...]] = ()
    """Dialects where it has SQL although it is not supported there, and therefore undoes nothing."""
    needs_catalog: ClassVar[str] = ""
    """What is said where it writes nothing because it cannot look at the database."""

    def statements(self, context: ChangeContext) -> Iterable[Statement]:
        """Say what to do, free of any dialect. A dialect may put another sequence in its place."""
        raise NotImplementedError(type(self).__name__)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...] | Irreversible:
        """Return the changes that undo this one, in the order in which they run."""
        del context
        return Irreversible(f"{self.declaration.name} has no inverse")

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Say what is wrong with the values on this database, beyond missing attributes.

        Each text is one problem, worded for the author.
        """
        del context
        return ()

    def description(self) -> str:
        """Return this change's part of DESCRIPTION.

        The name, and whatever names an object or a file, sorted; schemas and catalogs are left out.
        Reference: liquibase.change.AbstractChange.getDescription
        """
        texts = sorted(
            f"{written}={self.get(field)}"
            for field, written in _described(self.declaration)
            if self.get(field) is not None
        )
        return f"{self.declaration.name} {', '.join(texts)}" if texts else self.declaration.name

    def no_inverse(self) -> RollbackImpossible:
        """Make the error for a rollback without inverse."""
        name = self.declaration.name
        return RollbackImpossible(
            f"{name} cannot be rolled back automatically",
            hint=f"add a <rollback> to the change set that says how to undo this {name}, or an empty one to accept it",
        )


class Precondition(Declared):
    """A precondition with its values."""


class PreConditions(Value):
    """The conditions of a change log or change set, all of which must hold, and what happens if not.

    on_fail and on_error are HALT, CONTINUE, MARK_RAN or WARN; on_sql_output is IGNORE, TEST or FAIL.
    """

    conditions: tuple[Precondition, ...] = ()
    on_fail: str = "HALT"
    on_fail_message: str | None = None
    on_error: str = "HALT"
    on_error_message: str | None = None
    on_sql_output: str = "IGNORE"

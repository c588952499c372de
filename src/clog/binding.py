"""Binder: makes the changes of change sets, once each, and knows where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.derive.bind import bind_changes, bind_rollback
from clog.derive.visitors import bind_visitors
from clog.errors import RollbackImpossible
from clog.model.bound import BoundChange, BoundChangeSet, Undo
from clog.model.change import Irreversible
from clog.model.context import RUN, ChangeContext
from clog.model.expressions import dbms_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from clog.dialects.base.dialect import Dialect
    from clog.model.catalog import Catalog
    from clog.model.change import Change
    from clog.model.changelog import ChangeLog, ChangeSet, ChangeSetKey
    from clog.model.files import Files

KEPT = 2000
"""How many change sets are kept in bound form: those that are validated are soon run, but memory has its bounds."""


class Binder:
    """The change sets of one change log in bound form, for one database.

    Args:
        change_log: where rollbacks find the change sets that they name.
        dialect: the database.
        files: finds the files that changes name.
        encoding: of files that do not say it themselves.
        allow_commands: whether executeCommand may run programs.
        custom: makes the object behind a customChange, of its name and parameters; None: there are none.
    """

    def __init__(
        self,
        change_log: ChangeLog,
        dialect: Dialect,
        files: Files,
        *,
        encoding: str = "UTF-8",
        allow_commands: bool = False,
        custom: Callable[[str, Mapping[str, str | None]], Any] | None = None,
    ) -> None:
        self.change_log = change_log
        self.dialect = dialect
        self._context = ChangeContext(
            dialect, files, encoding=encoding, allow_commands=allow_commands, custom=custom
        )  # fmt: skip
        self._by_key: dict[str, ChangeSet] | None = None
        self._bound: dict[ChangeSet, BoundChangeSet] = {}

    def bind(self, change_set: ChangeSet) -> BoundChangeSet:
        """Make the changes of a change set; of the first ones and the last one asked for the answer is kept.

        Raises:
            UnknownElement: a change type that does not exist.
            InvalidValue: an attribute is given twice, or a text stands where an integer must.
        """
        found = self._bound.get(change_set)
        if found is None:
            if len(self._bound) > KEPT:
                self._bound.popitem()
            found = BoundChangeSet(change_set, bind_changes(change_set), tuple(bind_visitors(change_set)))
            self._bound[change_set] = found
        return found

    def context(self, change_set: ChangeSet, catalog: Catalog | None = None, *, purpose: str = RUN) -> ChangeContext:
        """Return what the changes of a change set may look at.

        Args:
            change_set: its place, parameters and quoting strategy count.
            catalog: what is there before it; None where nobody can look.
            purpose: RUN or SCRIPT.
        """
        return self._context.replace(
            writer=self.dialect.with_quoting(change_set.quoting),
            changelog_path=change_set.document.path,
            expand=change_set.expand,
            catalog=catalog,
            purpose=purpose,
        )

    def explicit_undo(self, change_set: ChangeSet) -> tuple[BoundChange, ...] | None:
        """Make the changes of the rollback that the author wrote; None where nothing is written."""
        return bind_rollback(change_set, self.find)

    def undo(self, bound: BoundChangeSet, context: ChangeContext) -> Undo:
        """Find what undoes a change set: what its author says, else the inverses of its changes, last one first.

        Raises:
            RollbackImpossible: a change has no inverse, or the database does not know it.
        """
        explicit = self.explicit_undo(bound.change_set)
        if explicit is not None:
            return Undo(explicit, explicit=True)
        return Undo(inverses(bound.changes, context), explicit=False)

    def find(self, key: ChangeSetKey) -> ChangeSet | None:
        """Find a change set by its identity; of several with the same one, the first that is meant for this database.

        Case does not matter. Reference: liquibase.changelog.DatabaseChangeLog.getChangeSet
        """
        if self._by_key is None:
            self._by_key = {}
            for change_set in self.change_log.change_sets:
                if dbms_matches(change_set.dbms, self.dialect.name):
                    self._by_key.setdefault(str(change_set.key).lower(), change_set)
        return self._by_key.get(str(key).lower())


def inverses(changes: Iterable[BoundChange], context: ChangeContext) -> tuple[BoundChange, ...]:
    """List the changes that undo these changes, in the order in which they run.

    Raises:
        RollbackImpossible: a change has no inverse, or the database does not know it.
    """
    found: list[BoundChange] = []
    for bound in reversed(tuple(changes)):
        found.extend(bound.replace(change=undo) for undo in inverse(bound.change, context))
    return tuple(found)


def inverse(change: Change, context: ChangeContext) -> tuple[Change, ...]:
    """List the changes that undo a change, in the order in which they run.

    Raises:
        RollbackImpossible: there are none, or the database does not know one of them.
    """
    found = change.inverse(context)
    if isinstance(found, Irreversible):
        raise change.no_inverse()
    dialect = context.traits.name
    for undo in found:
        if not undo.declaration.supports(dialect):
            raise RollbackImpossible(
                f"{change.declaration.name} cannot be rolled back automatically on {dialect}: "
                f"there is no {undo.declaration.name}",
                hint="add a <rollback> to the change set",
            )
    return found

"""Change sets to SQL: what is executed or printed for a step, one piece after the other.

Generation is lazy: a piece is made when the one before it has been executed, because changes may look at
the schema that the last one left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.derive.bind import bind_changes, bind_rollback, change_nodes
from clog.derive.validity import faults_of
from clog.derive.visitors import bind_visitors
from clog.errors import Problem, RollbackImpossible, ValidationError
from clog.model.change import Irreversible, Surroundings
from clog.model.expressions import dbms_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from clog.dialects.base import Dialect
    from clog.dialects.restating import Loss, Losses
    from clog.model.catalog import Catalog
    from clog.model.change import Change
    from clog.model.changelog import ChangeLog, ChangeSet, ChangeSetKey
    from clog.model.files import Files
    from clog.model.plan import Sql
    from clog.model.visitors import SqlVisitor
    from clog.resolve.filters import Runtime

KEPT = 2000
"""How many change sets are kept in bound form: those that are validated are soon run, but memory has its bounds."""

NOTHING = "empty"
"""The SQL of a change in a rollback that says: there is nothing to do."""


class Generation:
    """The SQL of the change sets of one change log for one database. Binds change sets when they are asked for.

    Args:
        change_log: where rollbacks find the change sets that they name.
        dialect: the database.
        runtime: contexts and labels, which modifySql may depend on.
        files: finds the files that changes name.
        file_encoding: of files that do not say it themselves.
        allow_commands: whether executeCommand may run programs.
        custom: makes the object behind a customChange, of its name and parameters; None: there are none.
    """

    def __init__(
        self,
        change_log: ChangeLog,
        dialect: Dialect,
        runtime: Runtime,
        files: Files,
        *,
        file_encoding: str = "UTF-8",
        allow_commands: bool = False,
        custom: Callable[[str, Mapping[str, str | None]], Any] | None = None,
    ) -> None:
        self.change_log = change_log
        self.dialect = dialect
        self.runtime = runtime
        self._surroundings = Surroundings(
            files=files, changelog_path="", file_encoding=file_encoding, allow_commands=allow_commands, custom=custom
        )
        self._by_key: dict[str, ChangeSet] | None = None
        self._bound: dict[ChangeSet, tuple[Change, ...]] = {}
        self._shown: Losses | None = None
        self._unseen: list[ChangeSet] = []

    def surroundings(self, change_set: ChangeSet) -> Surroundings:
        """Say where the changes of a change set stand."""
        return self._surroundings.replace(changelog_path=change_set.document.path, expand=change_set.expand)

    def changes(self, change_set: ChangeSet) -> tuple[Change, ...]:
        """Bind the changes of a change set; of the first ones and the last one asked for the answer is kept."""
        found = self._bound.get(change_set)
        if found is None:
            if len(self._bound) > KEPT:
                self._bound.popitem()
            found = self._bound[change_set] = bind_changes(change_set, self._surroundings)
        return found

    def applied(self, change_set: ChangeSet) -> tuple[Change, ...]:
        """List the changes of a change set that are meant for this database."""
        return tuple(change for change in self.changes(change_set) if applies(change, self.dialect.name))

    def problems(self, change_set: ChangeSet) -> tuple[Problem, ...]:
        """List what is wrong with the changes of a change set on this database."""
        return self._problems(change_set, self.changes(change_set))

    def _problems(self, change_set: ChangeSet, changes: Iterable[Change]) -> tuple[Problem, ...]:
        changes = tuple(changes)
        found = tuple(faults_of(changes, self.dialect.traits))
        if not found:
            return ()
        document = change_set.document
        nodes = [node for node, _ in change_nodes(change_set)]
        places = {id(change): node for change, node in zip(changes, nodes, strict=False)}
        problems = []
        for change, fault in found:
            node = places.get(id(change), change_set.node)
            hint = f"clog changes {change.declaration.name} shows what it needs, and on which databases"
            text = f"{fault} ({change_set})"
            place, excerpt = document.location(node), document.excerpt(node)
            problems.append(Problem(ValidationError.code, text, place, hint, "error", excerpt))
        return tuple(problems)

    def unreadable_patterns(self, change_set: ChangeSet) -> Iterator[Problem]:
        """List the regular expressions of a change set that are not understood."""
        changes = self.changes(change_set)
        if any(change.__dict__.get("end_delimiter") for change in changes) or any(
            child.name in {"modifySql", "changes"} for child in change_set.node.children
        ):
            from clog.derive.patterns import unreadable_patterns

            yield from unreadable_patterns(change_set, changes, self.runtime.counts)

    def missing_files(self, change_set: ChangeSet, said: Iterable[Problem]) -> Iterator[Problem]:
        """List the files that the changes of a change set name and nobody finds, but for what was said already."""
        changes = self.changes(change_set)
        if any(not change.__dict__.keys().isdisjoint(("path", "file", "columns")) for change in changes):
            from clog.derive.missing_files import missing_files

            yield from missing_files(change_set, changes, self.dialect.name, {problem.message for problem in said})

    def unset_in_files(self, change_set: ChangeSet) -> Iterator[Problem]:
        """List the parameters without a value in files that the changes of a change set name."""
        changes = self.changes(change_set)
        if any("path" in change.__dict__ for change in changes):
            from clog.resolve.unset_in_files import unset_in_files

            yield from unset_in_files(change_set, changes, self.dialect.name)

    def passed_over(self, change_set: ChangeSet) -> Iterator[tuple[Change, str]]:
        """List the changes of a change set for which nothing is written, as in Liquibase, each with a sentence."""
        name = self.dialect.name
        for change in self.applied(change_set):
            declaration = change.declaration
            if declaration.supports(name) or name not in change.written_on:
                continue
            if not any(self.dialect.render(statement) for statement in change.statements()):
                yield change, f"{declaration.name} does nothing on {name}, which has no such object"

    def losses(
        self, change_set: ChangeSet, catalog: Catalog | None, *, back: bool = False, shown: bool = False
    ) -> Iterator[Loss]:
        """List what columns lose by a change set that they are not told to lose, or by undoing it.

        Args:
            change_set: the change set, before it is run.
            catalog: what is there before it; None offline.
            back: whether it is undone.
            shown: whether the SQL is to be read: then nothing before it has changed what is there.
        """
        if not self.dialect.restated:
            return iter(())
        from clog.dialects.restating import RESTATING, Losses

        changes = self.undoing(change_set) if back else self.applied(change_set)
        if not any(change.declaration.name in RESTATING for change in changes):
            if shown and not back:
                self._unseen.append(change_set)
            return iter(())
        if not shown:
            return Losses(self.dialect, catalog).of(changes)
        if self._shown is None:
            self._shown = Losses(self.dialect, catalog)
        for unseen in self._unseen:
            self._shown.follow(self.applied(unseen))
        self._unseen.clear()
        return self._shown.of(changes)

    def undoing(self, change_set: ChangeSet) -> tuple[Change, ...]:
        """List the changes that undo a change set.

        Raises:
            RollbackImpossible: a change has no inverse.
        """
        explicit = bind_rollback(change_set, self._surroundings, self.find)
        if explicit is not None:
            return tuple(change for change in explicit if applies(change, self.dialect.name))
        return inverses(self.changes(change_set), self.dialect)

    def check(self, change_set: ChangeSet) -> None:
        """Refuse a change set that is not valid on this database.

        Raises:
            ValidationError: with all that is wrong.
        """
        self._refuse(change_set, self.changes(change_set))

    def _refuse(self, change_set: ChangeSet, changes: Iterable[Change]) -> None:
        problems = self._problems(change_set, changes)
        if problems:
            raise ValidationError(problems)

    def forward(self, change_set: ChangeSet, catalog: Catalog | None = None, *, shown: bool = False) -> Iterator[Sql]:
        """Write what a change set does; see `forward`. `shown`: the SQL is to be read, not to be run."""
        changes, visitors = self.changes(change_set), bind_visitors(change_set)
        self._place(changes, shown=shown)
        return forward(change_set, changes, visitors, self.dialect, catalog, self.runtime)

    def rollback(self, change_set: ChangeSet, catalog: Catalog | None = None, *, shown: bool = False) -> Iterator[Sql]:
        """Write what undoes a change set; see `rollback`. `shown`: the SQL is to be read, not to be run."""
        changes, visitors = self.changes(change_set), bind_visitors(change_set)
        self._place(changes, shown=shown)
        explicit = bind_rollback(change_set, self._surroundings.replace(shown=shown), self.find)
        self._refuse(change_set, explicit or ())
        return rollback(change_set, changes, explicit, visitors, self.dialect, catalog, self.runtime)

    def _place(self, changes: Iterable[Change], *, shown: bool) -> None:
        """Tell changes whether their SQL is to be read."""
        for change in changes:
            surroundings = change.surroundings
            if surroundings is not None and surroundings.shown != shown:
                change.placed(surroundings.replace(shown=shown))

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


def applies(change: Change, dialect: str) -> bool:
    """Whether a change is meant for a database: what its own dbms attribute says."""
    dbms: str | None = change.__dict__.get("dbms")
    return not dbms or dbms_matches(dbms, dialect)


def forward(
    change_set: ChangeSet,
    changes: Iterable[Change],
    visitors: Iterable[SqlVisitor],
    dialect: Dialect,
    catalog: Catalog | None,
    runtime: Runtime,
) -> Iterator[Sql]:
    """Write what a change set does.

    Args:
        change_set: its quoting strategy counts.
        changes: its changes, bound.
        visitors: its modifySql instructions, bound.
        dialect: the database.
        catalog: what is really there; None offline.
        runtime: contexts and labels, which visitors may depend on.

    Raises:
        Unsupported: the database cannot do it.
        CatalogNeeded: a change must look at the real schema, and there is no catalog.
        FileMissing: a change names a file that is not there.
    """
    quoted = dialect.with_quoting(change_set.quoting)
    edit = _Edit([visitor for visitor in visitors if runtime.counts(visitor)])
    for change in changes:
        if applies(change, dialect.name):
            yield from edit(quoted.sql(change, catalog))


def rollback(
    change_set: ChangeSet,
    changes: Sequence[Change],
    explicit: tuple[Change, ...] | None,
    visitors: Iterable[SqlVisitor],
    dialect: Dialect,
    catalog: Catalog | None,
    runtime: Runtime,
) -> Iterator[Sql]:
    """Write what undoes a change set: what its author says, else the inverses of its changes, last one first.

    Args:
        change_set: its quoting strategy counts.
        changes: its changes, bound.
        explicit: the changes of its rollback, bound; None where the author says nothing.
        visitors: its modifySql instructions; only those with applyToRollback count.
        dialect: the database.
        catalog: what is really there; None offline.
        runtime: contexts and labels, which visitors may depend on.

    Raises:
        RollbackImpossible: a change has no inverse. Nothing was yielded for the change set before.
        Unsupported, CatalogNeeded, FileMissing: as for `forward`.
    """
    if explicit is None:
        explicit = inverses(changes, dialect)
    undo = [visitor for visitor in visitors if visitor.apply_to_rollback]
    done = [change for change in explicit if str(getattr(change, "sql", "")).strip().lower() != NOTHING]
    return forward(change_set, done, undo, dialect, catalog, runtime)


def inverses(changes: Sequence[Change], dialect: Dialect) -> tuple[Change, ...]:
    """List the changes that undo these changes, in the order in which they run.

    Raises:
        RollbackImpossible: a change has no inverse, or the database does not know it.
    """
    found: list[Change] = []
    for change in reversed(changes):
        inverse = change.inverse()
        if isinstance(inverse, Irreversible):
            raise change.no_inverse()
        for undo in inverse:
            if not undo.declaration.supports(dialect.name):
                raise RollbackImpossible(
                    f"{change.declaration.name} cannot be rolled back automatically on {dialect.name}: "
                    f"there is no {undo.declaration.name}",
                    hint="add a <rollback> to the change set",
                )
            found.append(undo)
    return tuple(found)


class _Edit:
    """Applies modifySql instructions, in order, to each piece of SQL."""

    def __init__(self, visitors: list[SqlVisitor]) -> None:
        """Keep the instructions that count in this run."""
        self.visitors = visitors

    def __call__(self, pieces: Iterator[Sql]) -> Iterator[Sql]:
        """Yield the pieces with their texts changed."""
        if not self.visitors:
            return pieces
        return map(self.edited, pieces)

    def edited(self, piece: Sql) -> Sql:
        """Change the text of one piece, and the text that is executed in its place."""
        text, bound = piece.text, piece.bound
        for visitor in self.visitors:
            text = visit(text, visitor) if text else text
            bound = visit(bound, visitor) if bound else bound
        return piece.replace(text=text, bound=bound)


def visit(text: str, visitor: SqlVisitor) -> str:
    """Apply one modifySql instruction to a statement.

    Raises:
        InvalidValue: a regular expression that is not understood.
    """
    if visitor.kind == "prepend":
        return (visitor.value or "") + text
    if visitor.kind == "append":
        return text + (visitor.value or "")
    if visitor.replace_ is None:
        return text
    if visitor.kind == "replace":
        return text.replace(visitor.replace_, visitor.with_ or "")
    from clog.sqltext.java_regex import java_replace

    return java_replace(visitor.replace_, visitor.with_ or "", text)

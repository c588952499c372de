"""Change sets to SQL: what is executed or printed for a step, one piece after the other.

Generation is lazy: a piece is made when the one before it has been executed, because changes may look at
the schema that the last one left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.derive.validity import faults
from clog.errors import Problem, ValidationError
from clog.model.context import RUN, SCRIPT
from clog.model.expressions import dbms_matches
from clog.naming import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.binding import Binder
    from clog.dialects.base.dialect import Dialect
    from clog.dialects.base.redefinition import ColumnLoss, ColumnLosses
    from clog.model.bound import BoundChange, BoundChangeSet, Undo
    from clog.model.catalog import Catalog
    from clog.model.change import Change
    from clog.model.changelog import ChangeSet
    from clog.model.context import ChangeContext
    from clog.model.sql import Sql
    from clog.model.visitors import SqlVisitor
    from clog.resolve.filters import Runtime

_TAKES = "correct it in the change log; `clog schema` prints what each change takes"
NOTHING = "empty"
"""The SQL of a change in a rollback that says: there is nothing to do."""


class Generation:
    """The SQL of the change sets of one change log for one database. Binds change sets when they are asked for.

    Args:
        binder: makes the changes; knows change log and database.
        runtime: contexts and labels, which modifySql may depend on.
    """

    def __init__(self, binder: Binder, runtime: Runtime) -> None:
        self.binder = binder
        self.change_log = binder.change_log
        self.dialect = binder.dialect
        self.runtime = runtime
        self._script_losses: ColumnLosses | None = None
        self._unseen: list[ChangeSet] = []

    def changes(self, change_set: ChangeSet) -> tuple[BoundChange, ...]:
        """Return the changes of a change set, in order."""
        return self.binder.bind(change_set).changes

    def applied(self, change_set: ChangeSet) -> tuple[BoundChange, ...]:
        """List the changes of a change set that are meant for this database."""
        return tuple(bound for bound in self.changes(change_set) if applies(bound.change, self.dialect.name))

    def problems(self, change_set: ChangeSet) -> tuple[Problem, ...]:
        """List what is wrong with the changes of a change set on this database."""
        return self._problems(change_set, self.changes(change_set))

    def _problems(self, change_set: ChangeSet, changes: Iterable[BoundChange]) -> tuple[Problem, ...]:
        context = self.binder.context(change_set)
        found = [(bound, fault) for bound in changes for fault in faults(bound.change, context)]
        document, problems = change_set.document, []
        for bound, fault in found:
            node = bound.node if bound.change_set is change_set else change_set.node
            text = f"{fault} ({change_set})"
            told = next((one for one in self._absent(change_set, bound) if one.message == text), None)
            if told is not None:
                problems.append(told)
                continue
            lacking = fault.endswith(f" on {self.dialect.name}")
            hint = (
                f"which database can do what, and with which SQL: {page('dialects/README.md')}" if lacking else _TAKES
            )
            place, excerpt = document.location(node), document.excerpt(node)
            problems.append(Problem(ValidationError.code, text, place, hint, "error", excerpt))
        return tuple(problems)

    def _absent(self, change_set: ChangeSet, bound: BoundChange) -> Iterable[Problem]:
        """List the files that a change names and nobody finds, each with its place and what to do."""
        from clog.derive.missing_files import missing_files

        return missing_files(change_set, (bound,), self.binder.context(change_set), ())

    def unreadable_patterns(self, change_set: ChangeSet) -> Iterator[Problem]:
        """List the regular expressions of a change set that are not understood."""
        bound = self.binder.bind(change_set)
        if bound.visitors or any(one.change.get("end_delimiter") for one in bound.changes):
            from clog.derive.patterns import unreadable_patterns

            yield from unreadable_patterns(bound, self.runtime.counts)

    def missing_files(
        self, change_set: ChangeSet, said: Iterable[Problem] = (), *, back: bool = False
    ) -> Iterator[Problem]:
        """List the files that the changes of a change set name and nobody finds, but for what was said already."""
        changes = self.undoing(change_set) if back else self.changes(change_set)
        if any({"path", "file", "columns"}.intersection(one.change.fields) for one in changes):
            from clog.derive.missing_files import missing_files

            told = {problem.message for problem in said}
            yield from missing_files(change_set, changes, self.binder.context(change_set), told)

    def unset_in_files(self, change_set: ChangeSet) -> Iterator[Problem]:
        """List the parameters without a value in files that the changes of a change set name."""
        changes = self.changes(change_set)
        if any("path" in one.change.fields for one in changes):
            from clog.resolve.unset_in_files import unset_in_files

            yield from unset_in_files(change_set, changes, self.binder.context(change_set))

    def lossy_files(self, change_set: ChangeSet) -> Iterator[Problem]:
        """List what a run would lose of the files that the changes of a change set name."""
        changes = self.changes(change_set)
        if any({"path", "file", "columns"}.intersection(one.change.fields) for one in changes):
            from clog.derive.lossy_files import lossy_files

            yield from lossy_files(change_set, changes, self.binder.context(change_set))

    def passed_over(self, change_set: ChangeSet, catalog: Catalog | None) -> Iterator[tuple[BoundChange, str]]:
        """List the changes of a change set for which nothing is written, as in Liquibase, each with a sentence."""
        name = self.dialect.name
        for bound in self.applied(change_set):
            declaration = bound.change.declaration
            if catalog is None and bound.change.needs_catalog:
                yield bound, f"{declaration.name} {bound.change.needs_catalog}"
            if declaration.supports(name) or name not in bound.change.written_on:
                continue
            context = self.binder.context(change_set)
            if not any(self.dialect.render(statement) for statement in bound.change.statements(context)):
                yield bound, f"{declaration.name} does nothing on {name}, which has no such object"

    def losses(
        self, change_set: ChangeSet, catalog: Catalog | None, *, back: bool = False, for_script: bool = False
    ) -> Iterator[tuple[BoundChange, ColumnLoss]]:
        """List what columns lose by a change set that they are not told to lose, or by undoing it.

        Args:
            change_set: the change set, before it is run.
            catalog: what is there before it; None offline.
            back: whether it is undone.
            for_script: whether the SQL is to be read: then nothing before it has changed what is there.
        """
        if not self.dialect.redefinitions:
            return iter(())
        from clog.dialects.base.redefinition import REDEFINING, ColumnLosses

        changes = self.undoing(change_set) if back else self.applied(change_set)
        if not any(bound.change.declaration.name in REDEFINING for bound in changes):
            if for_script and not back:
                self._unseen.append(change_set)
            return iter(())
        context = self.binder.context(change_set)
        if not for_script:
            return ColumnLosses(self.dialect, catalog).of(changes, context)
        if self._script_losses is None:
            self._script_losses = ColumnLosses(self.dialect, catalog)
        for unseen in self._unseen:
            self._script_losses.follow(self.applied(unseen), self.binder.context(unseen))
        self._unseen.clear()
        return self._script_losses.of(changes, context)

    def undoing(self, change_set: ChangeSet) -> tuple[BoundChange, ...]:
        """List the changes that undo a change set on this database.

        Raises:
            RollbackImpossible: a change has no inverse.
        """
        undo = self.binder.undo(self.binder.bind(change_set), self.binder.context(change_set))
        return tuple(bound for bound in undo.changes if applies(bound.change, self.dialect.name))

    def check(self, change_set: ChangeSet) -> None:
        """Refuse a change set that is not valid on this database.

        Raises:
            ValidationError: with all that is wrong.
        """
        self._refuse(change_set, self.changes(change_set))

    def _refuse(self, change_set: ChangeSet, changes: Iterable[BoundChange]) -> None:
        problems = self._problems(change_set, changes)
        if problems:
            raise ValidationError(problems)

    def forward(
        self, change_set: ChangeSet, catalog: Catalog | None = None, *, for_script: bool = False
    ) -> Iterator[Sql]:
        """Write what a change set does; see `forward`. `for_script`: the SQL is to be read, not to be run."""
        bound = self.binder.bind(change_set)
        return forward(bound, self._context(change_set, catalog, for_script=for_script), self.dialect, self.runtime)

    def rollback(
        self, change_set: ChangeSet, catalog: Catalog | None = None, *, for_script: bool = False
    ) -> Iterator[Sql]:
        """Write what undoes a change set; see `rollback`. `for_script`: the SQL is to be read, not to be run."""
        bound, context = self.binder.bind(change_set), self._context(change_set, catalog, for_script=for_script)
        undo = self.binder.undo(bound, context)
        if undo.explicit:
            self._refuse(change_set, undo.changes)
        return rollback(bound, undo, context, self.dialect, self.runtime)

    def _context(self, change_set: ChangeSet, catalog: Catalog | None, *, for_script: bool) -> ChangeContext:
        return self.binder.context(change_set, catalog, purpose=SCRIPT if for_script else RUN)


def applies(change: Change, dialect: str) -> bool:
    """Return whether a change is meant for a database: what its own dbms attribute says."""
    dbms: str | None = change.get("dbms")
    return not dbms or dbms_matches(dbms, dialect)


def forward(bound: BoundChangeSet, context: ChangeContext, dialect: Dialect, runtime: Runtime) -> Iterator[Sql]:
    """Write what a change set does.

    Args:
        bound: the change set.
        context: what its changes may look at.
        dialect: the database.
        runtime: contexts and labels, which visitors may depend on.

    Raises:
        Unsupported: the database cannot do it.
        CatalogNeeded: a change must look at the real schema, and there is no catalog.
        FileMissing: a change names a file that is not there.
    """
    return _write(bound, bound.changes, bound.visitors, context, dialect, runtime)


def rollback(
    bound: BoundChangeSet, undo: Undo, context: ChangeContext, dialect: Dialect, runtime: Runtime
) -> Iterator[Sql]:
    """Write what undoes a change set; of its modifySql instructions only those with applyToRollback count.

    Args:
        bound: the change set.
        undo: what undoes it.
        context: what its changes may look at.
        dialect: the database.
        runtime: contexts and labels, which visitors may depend on.

    Raises:
        Unsupported, CatalogNeeded, FileMissing: as for `forward`.
    """
    visitors = [visitor for visitor in bound.visitors if visitor.apply_to_rollback]
    done = [one for one in undo.changes if str(getattr(one.change, "sql", "")).strip().lower() != NOTHING]
    return _write(bound, done, visitors, context, dialect, runtime)


def _write(
    bound: BoundChangeSet,
    changes: Iterable[BoundChange],
    visitors: Iterable[SqlVisitor],
    context: ChangeContext,
    dialect: Dialect,
    runtime: Runtime,
) -> Iterator[Sql]:
    """Write changes, with modifySql applied; each piece knows its change."""
    quoted = dialect.with_quoting(bound.change_set.quoting)
    edit = _Edit([visitor for visitor in visitors if runtime.counts(visitor)])
    for one in changes:
        if applies(one.change, dialect.name):
            own = context if one.change_set is bound.change_set else _moved(context, one.change_set)
            yield from edit(quoted.sql(one.change, own, one))


def _moved(context: ChangeContext, change_set: ChangeSet) -> ChangeContext:
    """Return the context of a change that stands in another change set."""
    return context.replace(changelog_path=change_set.document.path, expand=change_set.expand)


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

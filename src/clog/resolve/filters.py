"""Which change sets have a part in a run: dbms, contexts, labels and the ignore flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.expressions import context_matches, dbms_matches, labels_match, lists
from clog.value import Value

if TYPE_CHECKING:
    from clog.model.changelog import ChangeSet
    from clog.model.visitors import SqlVisitor


class Runtime(Value):
    """What a run is asked to do.

    Attributes:
        contexts: names of contexts; without any, every context expression matches but those with @.
        label_filter: an expression over labels; empty lets everything pass.
        dialect: short name of the database; None without one.
        strict_contexts: whether without contexts nothing matches that has a context expression.
    """

    contexts: tuple[str, ...] = ()
    label_filter: str = ""
    dialect: str | None = None
    strict_contexts: bool = False

    def has_context(self, expressions: str | tuple[str, ...]) -> bool:
        """Return whether context expressions are true in this run."""
        return context_matches(expressions, self.contexts, strict=self.strict_contexts)

    def counts(self, visitor: SqlVisitor) -> bool:
        """Return whether a modifySql instruction has a part in this run. The case of dbms matters, unlike for change sets."""
        return (
            (self.dialect is None or lists(visitor.dbms, self.dialect))
            and self.has_context(visitor.contexts)
            and labels_match(self.label_filter, ",".join(visitor.labels))
        )


def mismatch(change_set: ChangeSet, runtime: Runtime) -> str:
    """Return the first filter that a change set does not pass: dbms, context, label or ignore; "" when it passes all."""
    if change_set.dbms and not dbms_matches(change_set.dbms, runtime.dialect):
        return "dbms"
    if change_set.contexts and not runtime.has_context(change_set.contexts):
        return "context"
    if change_set.labels and not labels_match(runtime.label_filter, change_set.labels):
        return "label"
    return "ignore" if change_set.ignore else ""

"""Bound values: change sets whose changes are made, each with the node that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.value import Value

if TYPE_CHECKING:
    from clog.errors import Location
    from clog.model.change import Change
    from clog.model.changelog import ChangeSet
    from clog.model.node import Node
    from clog.model.visitors import SqlVisitor


class BoundChange(Value):
    """A change and where it comes from.

    Attributes:
        change: the change.
        node: what it was made of; for the inverse of a change, what that change was made of.
        change_set: where the node stands; for a rollback that names another change set, that one.
    """

    change: Change
    node: Node
    change_set: ChangeSet

    def __hash__(self) -> int:
        """Hash the change; nodes are compared by content and cannot be hashed."""
        return hash(self.change)

    @property
    def location(self) -> Location:
        """Return the place of the node."""
        return self.change_set.document.location(self.node)


class BoundChangeSet(Value):
    """A change set with its changes and its modifySql instructions, in order."""

    change_set: ChangeSet
    changes: tuple[BoundChange, ...]
    visitors: tuple[SqlVisitor, ...] = ()


class Undo(Value):
    """What undoes a change set.

    Attributes:
        changes: what is done, in order.
        explicit: whether its author says so; else they are the inverses of its changes, last one first.
    """

    changes: tuple[BoundChange, ...]
    explicit: bool

"""SQL to structured changes, where all of a text is understood and the changes give the same SQL again.

A statement is read twice: as the author wrote it, and as the generator writes the changes made of it. Only when both
readings are equal do the changes take the place of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes import change_class
from clog.derive.bind import bind_change
from clog.derive.validity import faults
from clog.dialects import dialect_class
from clog.errors import ClogError
from clog.model.context import ChangeContext
from clog.model.node import Node
from clog.sqlparser.pieces import NotUnderstood
from clog.sqlparser.structure import StructureReader

if TYPE_CHECKING:
    from clog.model.changelog import ChangeSet
    from clog.model.files import Files
    from clog.model.item import Item


class Structurer:
    """Makes changes of SQL for one database.

    Args:
        dialect: its short name.
        files: finds files that changes name.
    """

    def __init__(self, dialect: str, files: Files) -> None:
        """Keep how SQL is read and written."""
        self.reader = StructureReader(dialect)
        self.dialect = dialect_class(dialect)()
        self.context = ChangeContext(self.dialect, files)

    def changes(self, text: str, change_set: ChangeSet) -> list[Item] | None:
        """Make the changes that stand for a text; None where it is not understood completely."""
        read, shape = self.reader.read, self.reader.shape
        try:
            wanted = read(text)
            again = read(";\n".join(self._write(item, change_set) for item in wanted))
            if not wanted or list(map(shape, wanted)) != list(map(shape, again)):
                return None
        except (NotUnderstood, ClogError):
            return None
        for item in wanted:
            item.listed = "changes"
        return wanted

    def _write(self, item: Item, change_set: ChangeSet) -> str:
        """Write the SQL of a change."""
        cls = change_class(item.name)
        if cls is None:
            raise NotUnderstood(item.name)
        change = bind_change(_node(item), cls, change_set).change
        fault = next(faults(change, self.context), None)
        if fault is not None:
            raise NotUnderstood(fault)
        return ";\n".join(piece.text for piece in self.dialect.sql(change, self.context))


def _node(item: Item) -> Node:
    """Make the node of a change."""
    return Node(item.name, dict(item.attributes), [_node(child) for child in item.children], item.body)

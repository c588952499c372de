"""Documents to items: the one shape of a change log that all formats are written from, with its comments.

Nothing is expanded and nothing is left out: what no declaration knows is carried as it is, and reported.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from clog.changes import change_class
from clog.derive.bind import NOT_CHANGES
from clog.derive.normalise import element_shape, is_nested, shape_of
from clog.errors import CarriedAsItIs, Problem
from clog.formats.keyed import put_in_list
from clog.formats.trivia import NO_TRIVIA, Trivia
from clog.formats.yaml_scalars import YamlDate
from clog.model.change import Change, Precondition
from clog.model.item import Item
from clog.model.scalars import as_text
from clog.preconditions import precondition_class
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.declare import Attr
    from clog.derive.normalise import Shape
    from clog.model.node import Document, Node

_BLOCK = ("dbms", "context", "contextFilter", "labels", "applyToRollback")
_VISITORS = ("prepend", "append", "replace", "regExpReplace")


class Reader:
    """Makes items of the nodes of one document.

    Args:
        document: the change log.
        trivia: its comments and blank lines, by `Node.at`.
        target: the format that is written; only YAML can say a date without quotes.

    Attributes:
        problems: what could not be carried over as it stands, with its place.
    """

    def __init__(self, document: Document, trivia: Mapping[int, Trivia], target: str = "yaml") -> None:
        """Keep what is read from."""
        self.document = document
        self.target = target
        self.trivia = trivia
        self.problems: list[Problem] = []
        self._given: set[int] = set()

    def root(self) -> Item:
        """Make the item of databaseChangeLog."""
        node = self.document.root
        root = self._item(node, "databaseChangeLog")
        root.inside += self.trivia.get(-1, NO_TRIVIA).before + self.trivia.get(-1, NO_TRIVIA).inside
        for name, value in node.attributes.items():
            root.attributes[name] = value
        for child in node.children:
            if not is_nested(child) and child.name not in {"changeSet", "preConditions"} and not child.children:
                if child.text is not None:
                    root.attributes[child.name] = child.text
            elif child.name == "changeSet":
                root.children.append(self._change_set(child))
            elif child.name == "preConditions":
                root.children.append(self._preconditions(child))
            else:
                root.children.append(self._generic(child))
        return root

    def _item(self, node: Node, name: str, *, listed: str = "") -> Item:
        """Make an item with the trivia of its node, which are given away once."""
        item = Item(name, listed=listed, at=node.at)
        if node.at not in self._given:
            self._given.add(node.at)
            trivia = self.trivia.get(node.at, NO_TRIVIA)
            item.before, item.inside, item.blank, item.cdata, item.indent = trivia
        return item

    def _change_set(self, node: Node) -> Item:
        """Make a change set: sums, preconditions, comments, changes, rollback, modifySql, in this order."""
        item = self._item(node, "changeSet")
        first: list[Item] = []
        changes: list[Item] = []
        last: list[Item] = []
        for name, value in node.attributes.items():
            self._own_scalar(item, name, value, first, last, node)
        for child in node.children:
            if child.name == "changes":
                for inner in child.children:
                    self._member(inner, item, (first, changes, last))
                self._adopt(child, changes)
            else:
                self._member(child, item, (first, changes, last))
        self._keep_apart([part for part in last if part.name == "rollback"])
        first.sort(key=lambda part: _FIRST.index(part.name))
        item.children = [*first, *changes, *sorted(last, key=lambda part: part.name == "modifySql")]
        return item

    def _keep_apart(self, rollbacks: list[Item]) -> None:
        """Keep rollbacks apart of which one names a change set: nothing else counts in it.

        Where each key is there once, they stand among the changes; others become one.
        """
        if self.target == "xml" or len(rollbacks) < 2:
            return
        if any(name.lower() == "changesetid" for part in rollbacks for name in part.attributes):
            for part in rollbacks:
                put_in_list(part)
                part.listed = "changes"

    def _member(self, child: Node, item: Item, places: tuple[list[Item], list[Item], list[Item]]) -> None:
        """Sort one element of a change set: what stands before its changes, the changes, and what stands behind."""
        first, changes, last = places
        lower = child.name.lower()
        if lower in {"validchecksum", "validchecksums"}:
            first.append(self._texts(child, "validCheckSum"))
        elif lower == "preconditions":
            first.append(self._preconditions(child))
        elif lower == "comment":
            first.append(self._texts(child, "comment"))
        elif lower == "rollback":
            last.append(self._rollback(child))
        elif lower == "modifysql":
            last += self._modify_sql(child)
        elif change_class(child.name) is not None or is_nested(child):
            changes.append(self._change(child, "changes"))
        else:
            self._own_scalar(item, child.name, child.text, first, last, child)

    def _adopt(self, node: Node, items: list[Item]) -> None:
        """Add the trivia of a mere list to its first item."""
        trivia = self.trivia.get(node.at, NO_TRIVIA)
        if items and node.at not in self._given and (trivia.before or trivia.inside):
            self._given.add(node.at)
            items[0].before = trivia.before + items[0].before
            items[-1].inside += trivia.inside

    def _own_scalar(self, item: Item, name: str, value: Any, first: list[Item], last: list[Item], node: Node) -> None:
        """Sort a scalar of a change set: some are elements in XML."""
        lower = name.lower()
        if lower in {"validchecksum", "validchecksums"}:
            values = value if isinstance(value, list) else [value]
            first += [Item("validCheckSum", body=part, body_key="validCheckSum", at=node.at) for part in values]
        elif lower == "comment":
            first.append(Item("comment", body=value, body_key="comment", at=node.at))
        elif lower == "rollback":
            last.append(Item("rollback", body=value, body_key="rollback", at=node.at))
        else:
            item.attributes[name] = value

    def _texts(self, node: Node, name: str) -> Item:
        """Make an element that is only a text."""
        item = self._item(node, name)
        item.body, item.body_key = node.text, name
        return item

    def _change(self, node: Node, listed: str) -> Item:
        """Make a change, by its declaration."""
        cls = change_class(node.name)
        if cls is None:
            return self._generic(node, listed)
        return self._declared(node, shape_of(cls.declaration), cls.declaration.name, listed)

    def _declared(self, node: Node, shape: Shape, name: str, listed: str = "") -> Item:
        """Make an element of a declared class: scalars in the author's order, then parts."""
        item = self._item(node, name, listed=listed)
        for written, value in node.attributes.items():
            self._scalar(item, shape, written, value, node)
        lists: list[Item] = []
        for child in node.children:
            key = shape.spelled.get(child.name) or shape.spell(child.name)
            attribute = shape.nested.get(key) or shape.items.get(key)
            if attribute is None and not is_nested(child):
                item.before += self.trivia.get(child.at, NO_TRIVIA).before if child.text is not None else ()
                self._scalar(item, shape, child.name, child.text, node)
            elif attribute is None:
                lists.append(self._generic(child))
                self._lost(child, f"{name} has no element {child.name}; it is carried as it is")
            elif attribute.kind == "part":
                lists.append(self._declared(child, element_shape(attribute.element), attribute.written))
            else:
                lists += self._parts(child, attribute)
        item.children = lists
        if node.text is not None:
            if shape.body and _is_part(shape):
                item.attributes.setdefault(shape.body, node.text)
            elif shape.body:
                item.body, item.body_key = node.text, shape.body
            else:
                self._lost(node, f'the text of {name} has no meaning: "{node.text}"')
        return item

    def _scalar(self, item: Item, shape: Shape, written: str, value: Any, node: Node) -> None:
        """Put a scalar under its declared name; the one that is the body of the element becomes its body."""
        key = shape.spelled.get(written) or shape.spell(written)
        attribute = shape.declaration.by_lower.get(key.lower())
        if attribute is not None:
            value = self._settled(value, attribute)
        if attribute is not None and attribute.body and not _is_part(shape):
            item.body, item.body_key = value, key
        else:
            item.attributes[key] = value
        if attribute is None and not shape.nested:
            self._lost(node, f'{shape.declaration.name} has no attribute "{written}"; it is carried as it is', written)

    def _settled(self, value: Any, attribute: Attr) -> Any:
        """Remove what only the XML schema takes away, and say dates as texts where they are dates."""
        if isinstance(value, YamlDate) and self.target != "yaml":
            return value.iso if attribute.kind == "date" else str(value)
        if self.document.format == "xml" and isinstance(value, str) and attribute.kind in {"boolean", "integer"}:
            return value.strip(" \t\r\n")
        return value

    def _parts(self, node: Node, attribute: Attr) -> list[Item]:
        """Make the items of a list element, or of a single item that stands by itself."""
        shape = element_shape(attribute.element)
        inner = [child for child in node.children if child.name.lower() == attribute.items.lower()]
        found = [self._declared(part, shape, attribute.items, attribute.written) for part in inner or [node]]
        if inner:
            self._adopt(node, found)
        return found

    def _preconditions(self, node: Node) -> Item:
        """Make the preconditions of a change log or change set."""
        item = self._item(node, "preConditions")
        for name, value in node.attributes.items():
            item.attributes[name] = value
        for child in node.children:
            if precondition_class(child.name) is None and not is_nested(child):
                item.attributes[child.name] = child.text
        item.children = self._conditions(node)
        return item

    def _conditions(self, node: Node) -> list[Item]:
        """Make the conditions inside an element."""
        found = []
        for child in node.children:
            cls = precondition_class(child.name)
            if cls is not None and "conditions" in cls.declaration.by_field:
                item = self._item(child, child.name, listed=_CONDITIONS)
                item.children = self._conditions(child)
                found.append(item)
            elif cls is not None:
                found.append(self._declared(child, shape_of(cls.declaration), child.name, _CONDITIONS))
            elif is_nested(child):
                found.append(self._generic(child, _CONDITIONS))
        return found

    def _rollback(self, node: Node) -> Item:
        """Make a rollback: a text, a reference to another change set, changes, or nothing."""
        item = self._item(node, "rollback")
        for name, value in node.attributes.items():
            item.attributes[name] = value
        for child in node.children:
            if change_class(child.name) is not None or child.name == "changes" or is_nested(child):
                inner = child.children if child.name == "changes" else [child]
                item.children += [self._change(part, _ROLLBACK) for part in inner]
            elif child.name.lower() not in NOT_CHANGES:
                item.attributes[child.name] = child.text
        text = node.text
        if isinstance(text, list):
            item.children += [Item("sql", body=part, body_key="sql", listed=_ROLLBACK, at=node.at) for part in text]
        elif text is not None and str(as_text(text)).strip(BLANKS):
            item.body, item.body_key = text, "rollback"
        return item

    def _modify_sql(self, node: Node) -> list[Item]:
        """Make a modifySql block with its instructions; in XML only the block has conditions."""
        item = self._item(node, "modifySql")
        for name, value in node.attributes.items():
            item.attributes[name] = value
        for child in node.children:
            if child.name in _VISITORS or is_nested(child):
                item.children.append(self._generic(child, "visitors"))
            else:
                item.attributes[child.name] = child.text
        if self.target != "xml" or not any(_conditions(part) for part in item.children):
            return [item]
        blocks = []
        for conditions, parts in groupby(item.children, _conditions):
            block = Item("modifySql", {**item.attributes, **dict(conditions)}, list(parts), at=node.at)
            for part in block.children:
                part.attributes = {name: value for name, value in part.attributes.items() if name not in _BLOCK}
            blocks.append(block)
        blocks[0].before, blocks[0].blank, blocks[-1].inside = item.before, item.blank, item.inside
        return blocks

    def _generic(self, node: Node, listed: str = "") -> Item:
        """Copy an element as it is."""
        item = self._item(node, node.name, listed=listed)
        item.attributes.update(node.attributes)
        for child in node.children:
            if is_nested(child):
                item.children.append(self._generic(child))
            else:
                item.attributes[child.name] = child.text
        if node.text is not None:
            item.body, item.body_key = node.text, "value"
        return item

    def _lost(self, node: Node, message: str, attribute: str | None = None) -> None:
        """Report what has no place in another format."""
        place = self.document.location(node, attribute)
        self.problems.append(Problem(CarriedAsItIs.code, message, place, "", "warning"))


def _conditions(visitor: Item) -> list[tuple[str, Any]]:
    """List what an instruction says of itself that its block can say."""
    return [(name, value) for name, value in visitor.attributes.items() if name in _BLOCK]


def _is_part(shape: Shape) -> bool:
    """Return whether a class is part of a change: the XML schema lets such elements have attributes only."""
    return not issubclass(shape.declaration.cls, Change | Precondition)


_FIRST = ("validCheckSum", "preConditions", "comment")
_CONDITIONS = "conditions"
_ROLLBACK = "rollback"

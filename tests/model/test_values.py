"""Values, bound changes among them: equal by value, hashable, and copied by `replace`."""

from __future__ import annotations

import pytest

from clog.changes import change_class
from clog.derive.bind import bind_changes
from clog.formats import parse
from clog.model.changelog import ChangeSet, ChangeSetKey
from clog.value import Value

TEXT = b"""databaseChangeLog:
- changeSet:
    id: 1
    author: a
    changes:
    - renameTable: {oldTableName: a, newTableName: b}
    - customChange: {class: "m:C", params: [{param: {name: x, value: y}}]}
"""


class Point(Value):
    """A value with a default."""

    x: int
    y: int = 0


def change_set() -> ChangeSet:
    """Read the change set once more."""
    document = parse(TEXT, "c.yaml")
    (node,) = document.root.children
    return ChangeSet(
        id="1", author="a", path="c.yaml", key=ChangeSetKey("c.yaml", "1", "a"), node=node, document=document
    )


def test_replace_changes_what_it_is_told() -> None:
    assert Point(1, 2).replace(y=3) == Point(1, 3)
    assert Point(1) != Point(1, 3)


def test_replace_refuses_unknown_fields() -> None:
    with pytest.raises(TypeError, match=r"unknown \['z'\]"):
        Point(1).replace(z=3)


def test_bound_changes_are_equal_by_value() -> None:
    """Two readings of one text give equal changes, which count as one in a set."""
    given = change_set()
    one, other = bind_changes(given), bind_changes(given)
    assert one == other
    assert len({*one, *other}) == len(one) == 2


def test_a_bound_change_knows_its_node() -> None:
    rename, custom = bind_changes(change_set())
    assert rename.node.name == "renameTable"
    assert str(rename.location) == "c.yaml:6:7"
    assert custom.node.name == "customChange"


def test_a_bound_change_can_be_replaced() -> None:
    """The copy is what would have been bound from the changed text."""
    (rename, _) = bind_changes(change_set())
    found = change_class("renameTable")
    assert found is not None
    again = rename.change.replace(new_table_name="c")
    assert again == found(old_table_name="a", new_table_name="c")
    assert again != rename.change
    assert rename.replace(change=again).location == rename.location

"""Unbinding: what is bound, written as a node and bound again is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.derive.bind import bind_change, bind_changes
from clog.derive.unbind import unbind
from clog.errors import ClogError
from tests.support.dialects import FIXTURES, change_sets

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((FIXTURES / "sql").glob("*/changelog.xml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_binding_what_was_unbound_gives_the_same_change(path: Path) -> None:
    seen = 0
    for change_set in change_sets(path):
        try:
            changes = bind_changes(change_set)
        except ClogError:
            continue
        for bound in changes:
            node = unbind(bound.change)
            assert bind_change(node, type(bound.change), change_set).change == bound.change, node
            seen += 1
    assert seen

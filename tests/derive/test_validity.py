"""Which change sets are refused on which databases: fixtures/sql/<change>/refused.tsv, as Liquibase 4.28.0 refuses them.

SQLite is left out: it can do here what Liquibase refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.declare import dialect_names
from clog.derive.bind import bind_changes
from clog.derive.validity import faults
from clog.dialects import dialect_class
from tests.support.changing import context
from tests.support.dialects import FIXTURES, change_sets, table

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((FIXTURES / "sql").glob("*/refused.tsv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_refused(path: Path) -> None:
    """Each change set is refused on exactly these databases, with a reason."""
    names = [name for name in dialect_names() if name != "sqlite"]
    found = {}
    for change_set in change_sets(path.with_name("changelog.xml")):
        changes = bind_changes(change_set)
        asked = [context(dialect_class(name)()) for name in names]
        refused = [one.traits.name for one in asked if any(next(faults(bound.change, one), "") for bound in changes)]
        found[change_set.id] = " ".join(refused)
    assert found == {row[0]: row[1] for row in table(path)}


@pytest.mark.parametrize(
    ("name", "number", "reason"),
    [
        ("addDefaultValue", "two", "not several"),
        ("addDefaultValue", "boolean-text", "use defaultValueBoolean"),
        ("addDefaultValue", "text-number", "use defaultValue"),
        ("addNotNullConstraint", "no-boolean", '"yes" is neither true nor false'),
    ],
)
def test_reasons(name: str, number: str, reason: str) -> None:
    """The reason says what to write instead."""
    given = {found.id: found for found in change_sets(FIXTURES / "sql" / name / "changelog.xml")}
    asked = context(dialect_class("oracle")())
    found = [text for bound in bind_changes(given[number]) for text in faults(bound.change, asked)]
    assert len(found) == 1
    assert reason in found[0]

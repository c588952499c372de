"""Which change sets are refused on which databases: fixtures/sql/<change>/refused.tsv, as Liquibase 4.28.0 refuses them.

SQLite is left out: it can do here what Liquibase refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.derive.bind import bind_changes
from clog.derive.validity import faults_of
from clog.dialects import dialect_class
from clog.model.change import Surroundings
from tests.support.dialects import FIXTURES, change_sets, dialect_names, table

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((FIXTURES / "sql").glob("*/refused.tsv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_refused(path: Path) -> None:
    """Each change set is refused on exactly these databases, with a reason."""
    surroundings = Surroundings(files=None, changelog_path="")  # type: ignore[arg-type]  # no change names a file
    names = [name for name in dialect_names() if name != "sqlite"]
    found = {}
    for change_set in change_sets(path.with_name("changelog.xml")):
        changes = bind_changes(change_set, surroundings)
        refused = [name for name in names if any(faults_of(changes, dialect_class(name).traits))]
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
    surroundings = Surroundings(files=None, changelog_path="")  # type: ignore[arg-type]  # no change names a file
    given = {found.id: found for found in change_sets(FIXTURES / "sql" / name / "changelog.xml")}
    faults = [text for _, text in faults_of(bind_changes(given[number], surroundings), dialect_class("oracle").traits)]
    assert len(faults) == 1
    assert reason in faults[0]

"""The SQL of every change type in every dialect: fixtures/sql/<change>/<dbms>.sql and <dbms>.rollback.sql.

The expected statements are those of Liquibase 4.28.0 for the change sets of changelog.xml beside them. Change
sets that a dialect refuses at validation stand in no file.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from clog.dialects import dialect_class
from tests.support.dialects import FIXTURES, change_sets, expected, written

if TYPE_CHECKING:
    from pathlib import Path

    from clog.model.changelog import ChangeSet

FILES = sorted((FIXTURES / "sql").glob("*/*.sql"))


@cache
def change_sets_by_id(folder: Path) -> dict[str, ChangeSet]:
    """Read the change log of a folder once."""
    return {change_set.id or "": change_set for change_set in change_sets(folder / "changelog.xml")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sql(path: Path) -> None:
    """Each change set gives exactly the statements expected."""
    name, _, rollback = path.stem.partition(".")
    dialect = dialect_class(name)()
    given = change_sets_by_id(path.parent)
    wanted = expected(path)
    assert {key: written(given[key], dialect, rollback=bool(rollback)) for key in wanted} == wanted

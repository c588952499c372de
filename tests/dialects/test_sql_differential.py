"""Random tables and columns become the SQL that real Liquibase writes, forward and back, in every dialect.

SQLite stands apart: where Liquibase rebuilds its tables, ours keeps more (tests/dialects/test_sqlite_rebuild.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.dialects import dialect_names
from tests.support.oracle import ask
from tests.tools.random_tables import change_log, compare, write

if TYPE_CHECKING:
    from pathlib import Path

DIALECTS = [name for name in dialect_names() if name != "sqlite"]


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("seeds", "least"),
    [
        pytest.param(range(7, 10), 500, id="some"),
        pytest.param(range(100, 160), 10000, id="many", marks=pytest.mark.long),
    ],
)
def test_random_tables_agree_with_liquibase(tmp_path: Path, seeds: range, least: int) -> None:
    """No statement differs."""
    write(tmp_path / "cases", seeds)
    ask(tmp_path / "cases", tmp_path / "answers", dialects=",".join(DIALECTS))
    counted: list[str] = []
    assert list(compare(tmp_path / "cases", tmp_path / "answers", set(DIALECTS), counted)) == []
    assert len(counted) >= least


def test_a_seed_always_makes_the_same_change_log() -> None:
    """Differences can be looked at again."""
    assert change_log(5) == change_log(5)
    assert change_log(5) != change_log(6)

"""Random change sets become the SQL that real Liquibase writes, forward and back, in every dialect.

SQLite stands apart: where Liquibase rebuilds its tables, ours keeps more (tests/dialects/test_sqlite_rebuild.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.changes import change_names
from clog.declare import dialect_names
from tests.support.oracle import ask
from tests.tools import random_constraints, random_data, random_tables
from tests.tools.random_changes import SOLD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DIALECTS = [name for name in dialect_names() if name != "sqlite"]
MAKERS = {"tables": random_tables, "constraints": random_constraints, "data": random_data}


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("seeds", "least"),
    [
        pytest.param(
            {"tables": range(7, 10), "constraints": range(5000, 5002), "data": range(5000, 5002)}, 1500, id="some"
        ),
        pytest.param(
            {"tables": range(100, 160), "constraints": range(5000, 5026), "data": range(5000, 5020)},
            25000,
            id="many",
            marks=pytest.mark.long,
        ),
    ],
)
def test_random_changes_agree_with_liquibase(tmp_path: Path, seeds: dict[str, range], least: int) -> None:
    """No statement differs."""
    for name, maker in MAKERS.items():
        maker.write(tmp_path / name, seeds[name])
    for name in MAKERS:  # one folder for all: Java starts once
        (tmp_path / "cases").mkdir(exist_ok=True)
        (tmp_path / name / name).rename(tmp_path / "cases" / name)
    ask(tmp_path / "cases", tmp_path / "answers", dialects=",".join(DIALECTS))
    counted: list[str] = []
    for name, maker in MAKERS.items():
        (tmp_path / "cases" / name).rename(tmp_path / name / name)
        assert list(maker.compare(tmp_path / name, tmp_path / "answers", set(DIALECTS), counted)) == []
    assert len(counted) >= least


def test_all_change_types_are_made() -> None:
    """But for customChange, whose class Liquibase would look for."""
    made = {*random_tables.KINDS, *random_constraints.KINDS, *random_data.KINDS}
    assert made == set(change_names()) - SOLD - {"customChange"}


@pytest.mark.parametrize("made", [maker.change_log for maker in (random_tables, random_constraints, random_data)])
def test_a_seed_always_makes_the_same_change_log(made: Callable[[int], str]) -> None:
    """Differences can be looked at again."""
    assert made(5) == made(5)
    assert made(5) != made(6)

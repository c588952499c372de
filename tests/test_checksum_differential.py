"""Random change sets in four formats have the checksums and descriptions that real Liquibase gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.oracle import ask
from tests.tools.random_changes import FORMATS, compare, counted, file_of, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("seed", "files", "least"),
    [pytest.param(11, 48, 300, id="some"), pytest.param(12, 480, 3000, id="many", marks=pytest.mark.long)],
)
def test_random_change_sets_agree_with_liquibase(tmp_path: Path, seed: int, files: int, least: int) -> None:
    write(tmp_path / "cases", seed, files)
    ask(tmp_path / "cases", tmp_path / "answers")
    differences = list(compare(tmp_path / "cases", tmp_path / "answers"))
    read, _ = counted(tmp_path / "answers")
    assert differences == []
    assert read >= least


@pytest.mark.parametrize("form", FORMATS)
def test_a_seed_always_makes_the_same_file(form: str) -> None:
    from random import Random

    assert file_of(Random(5), form) == file_of(Random(5), form)  # noqa: S311 - nothing secret

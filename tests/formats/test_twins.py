"""The same change log in all formats is one change log: equal in all that change sets say, and in their checksums."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.checksum import Summer
from clog.convert.equality import Comparison
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "parse"
FILES = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("stem", "suffix"), [("rich", "yaml"), ("rich", "json"), *(("plain", s) for s in ("yaml", "json", "sql"))]
)
def test_one_change_log_in_several_formats(stem: str, suffix: str) -> None:
    files = Memory(FILES)
    one, other = (
        load(f"{stem}.{end}", files, Parameters(environment={}, dialect="postgresql")) for end in ("xml", suffix)
    )
    by_key = {change_set.key: change_set for change_set in one.change_sets}
    comparison, summer = Comparison(by_key.get), Summer(files, "postgresql")
    assert [str(change_set) for change_set in one.change_sets] == [str(change_set) for change_set in other.change_sets]
    for first, second in zip(one.change_sets, other.change_sets, strict=True):
        assert [*comparison.differences(first, second)] == []
        assert [summer(first, version) for version in (8, 9)] == [summer(second, version) for version in (8, 9)]

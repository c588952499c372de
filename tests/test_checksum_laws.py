"""What does not change a checksum, whatever the change set: layout, comments, line ends, machine and folder."""

from __future__ import annotations

import os
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clog.checksum import Summer
from clog.errors import ClogError
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from tests.tools.random_changes import HEAD, file_of

if TYPE_CHECKING:
    from pathlib import Path

ATTRIBUTES = st.dictionaries(
    st.sampled_from(("tableName", "schemaName", "catalogName", "remarks", "tablespace")),
    st.text(st.characters(codec="utf-8", exclude_characters="<&\"'\0$", exclude_categories=("Cc", "Cs", "Zl")), max_size=8),
    max_size=5,
)  # fmt: skip


def sums(text: str | bytes, path: str) -> list[str]:
    """Sum all change sets of a change log in both versions."""
    files = {path: text if isinstance(text, bytes) else text.encode()}
    parameters = Parameters({}, dialect=None, environment={})
    found = load(path, Memory(files), parameters).change_sets
    summer = Summer(Memory(files), None)
    return [str(summer(change_set, version)) for change_set in found for version in (8, 9)]


def xml(attributes: list[tuple[str, str]], *, gap: str = " ", around: str = "", end: str = "\n") -> str:
    """Write a change set that creates a table."""
    written = gap.join(f'{name}="{value}"' for name, value in attributes)
    inner = f'{around}<createTable{gap}{written}>{around}<column name="a" type="int"/>{around}</createTable>{around}'
    text = f'{HEAD}<changeSet id="1" author="a">{inner}</changeSet></databaseChangeLog>'
    return text.replace("\n", end)


@given(ATTRIBUTES, st.randoms(use_true_random=False), st.sampled_from((" ", "\n\t", "   ")),
       st.sampled_from(("", "\n    ", "<!-- x -->", "\t<!-- y -->\n")), st.sampled_from(("\n", "\r\n", "\r")))  # fmt: skip
def test_xml_layout(attributes: dict[str, str], rng: Any, gap: str, around: str, end: str) -> None:
    pairs = [("tableName", "t"), *((name, value) for name, value in attributes.items() if name != "tableName")]
    shuffled = pairs.copy()
    rng.shuffle(shuffled)
    assert sums(xml(shuffled, gap=gap, around=around, end=end), "a.xml") == sums(xml(pairs), "a.xml")


@given(st.integers(0, 200), st.sampled_from(("\n", "\r\n")))
def test_line_ends_of_yaml_and_sql(seed: int, end: str) -> None:
    for form in ("yaml", "sql"):
        text = file_of(Random(seed), form, 2).replace("\r\n", "\n")  # noqa: S311 - nothing secret
        try:
            expected = sums(text, f"a.{form}")
        except ClogError:
            continue
        assert sums(text.replace("\n", end), f"a.{form}") == expected


@given(st.text(" \t\n", max_size=5), st.text(" \t\n", max_size=5))
def test_white_space_in_sql_counts_in_version_8_as_one_blank_and_in_version_9_not_at_all(one: str, other: str) -> None:
    def of(text: str) -> list[str]:
        return sums(f'{HEAD}<changeSet id="1" author="a"><sql>{text}</sql></changeSet></databaseChangeLog>', "a.xml")

    before, after = of(f"{one}select 1 {other}, 2"), of(f"select 1 {one}{other},{one} 2{other}")
    assert before[1] == after[1]
    assert of("select 1")[0] != of("select1")[0]
    assert of("select 1")[1] == of("select1")[1]


def test_comments_in_sql_count() -> None:
    def of(text: str) -> str:
        return sums(f'{HEAD}<changeSet id="1" author="a"><sql>{text}</sql></changeSet></databaseChangeLog>', "a.xml")[1]

    assert of("select 1 /* a */") != of("select 1")


MESSAGES = ("plain", "é", "e\u0301", "日本", "2024-01-02", "1e5")
PROGRAM = """
import sys
from clog.checksum import Summer
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories
files = Directories([sys.argv[1]])
for change_set in load(sys.argv[2], files, Parameters({}, environment={})).change_sets:
    print(Summer(files, None)(change_set, 8), Summer(files, None)(change_set, 9))
"""


def test_machine_and_folder_do_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    sets = "".join(
        f"- changeSet: {{id: {n}, author: a, changes: [{{output: {{message: {m}}}}}]}}\n"
        for n, m in enumerate(MESSAGES)
    )
    (folder / "a.yaml").write_bytes(f"databaseChangeLog:\n{sets}".encode())
    (tmp_path / "else").mkdir()
    environments = (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "77"},
    )
    found = set()
    for environment, place, root in zip(environments, (folder, tmp_path / "else"), (".", str(folder)), strict=True):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, root, "a.yaml"], cwd=place, env={**os.environ, **environment},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        found.add(done.stdout)
    assert len(found) == 1
    assert found.pop().count("9:") == 6


@pytest.mark.parametrize(("zone", "digest"), [
    ("UTC", "9:029eb9d9aec949cc89d1072541cf1f88"),
    ("Europe/Berlin", "9:169ae159e49ffccaa72dec3970ffead6"),
    ("America/New_York", "9:f6cbbf9367a4ca7f1c4498bd4df56997"),
])  # fmt: skip
def test_unquoted_dates_depend_on_the_time_zone_that_is_set(zone: str, digest: str) -> None:
    text = "databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{output: {message: 2024-01-02}}]}\n"
    files = Memory({"a.yaml": text.encode()})
    (change_set,) = load("a.yaml", files, Parameters({}, time_zone=zone)).change_sets
    assert str(Summer(files, None)(change_set)) == digest

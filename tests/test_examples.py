"""The example system of changelog/: up, down and up again on three databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.cli.main import main
from tests.support.schema import contents

ROOT = Path(__file__).resolve().parents[1]
CHANGE_SETS = 76


def clog(*words: str, url: str) -> None:
    status = main([*words, f"--url={url}", "--changelog-file=changelog/root.xml", f"--search-path={ROOT}"])
    assert status == 0, words


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.long)])
def test_every_step_goes_up_down_and_up_again(
    database_url: str, stride: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """On SQLite one change set at a time; on servers some at once, and each by itself in the long run."""
    stride = 1 if "sqlite" in database_url else stride
    after = [contents(database_url)]
    clog("status", "--verbose", url=database_url)
    pending = sum("::" in line and " does not run: " not in line for line in capsys.readouterr().out.splitlines())
    for _ in range(-(-pending // stride)):
        clog("update-count", str(stride), url=database_url)
        after.append(contents(database_url))
    clog("status", url=database_url)
    assert "up to date" in capsys.readouterr().out
    assert pending > CHANGE_SETS - 14

    back = [pending % stride or stride, *[stride] * (len(after) - 2)]
    for before, count in zip(reversed(after[:-1]), back, strict=True):
        clog("rollback-count", str(count), url=database_url)
        assert contents(database_url) == before
    assert after[0] == []

    clog("update", url=database_url)
    assert contents(database_url) == after[-1]


def test_a_tag_is_the_place_to_go_back_to(database_url: str) -> None:
    clog("update-to-tag", "1.0", url=database_url)
    first_release = contents(database_url)
    clog("update", url=database_url)
    clog("rollback", "1.0", url=database_url)
    assert contents(database_url) == first_release


def test_what_update_sql_prints_is_what_update_does(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3
    from contextlib import closing

    clog("update-sql", url=sqlite_url)
    script = capsys.readouterr().out.replace("\nGO\n", ";\n")
    printed = sqlite_url.replace("test.db", "printed.db")
    with closing(sqlite3.connect(printed.removeprefix("jdbc:sqlite:"))) as connection:
        connection.executescript(script)
    clog("update", url=sqlite_url)
    assert contents(printed) == contents(sqlite_url)

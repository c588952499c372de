"""The example system of changelog/: up, down and up again on three databases, one change set at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clog.cli.main import main
from tests.support.schema import contents

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
CHANGE_SETS = 76


def clog(*words: str, url: str) -> None:
    status = main([*words, f"--url={url}", "--changelog-file=changelog/root.xml", f"--search-path={ROOT}"])
    assert status == 0, words


def test_every_step_goes_up_down_and_up_again(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    after = [contents(database_url)]
    clog("status", "--verbose", url=database_url)
    pending = capsys.readouterr().out.count("::") // 2
    for _ in range(pending):
        clog("update-count", "1", url=database_url)
        after.append(contents(database_url))
    clog("status", url=database_url)
    assert "up to date" in capsys.readouterr().out
    assert pending > CHANGE_SETS - 14

    for before in reversed(after[:-1]):
        clog("rollback-count", "1", url=database_url)
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

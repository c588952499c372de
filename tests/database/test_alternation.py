"""Liquibase and clog take turns on one database: each goes on where the other stopped, undoes and tags what it did."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from tests.bench.workload import write_change_log
from tests.support.contents import contents
from tests.support.oracle import liquibase

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.oracle


class Both:
    """Both programs on one database and one change log."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.log = write_change_log(folder, "xml", 10).name

    def clog(self, *words: str) -> None:
        given = (*words, f"--url={self.url}", f"--changelog-file={self.log}", f"--search-path={self.folder}")
        assert main(list(given)) == 0, words

    def liquibase(self, *words: str) -> str:
        line = [liquibase(), f"--url={self.url}", f"--changelog-file={self.log}", *words]
        done = subprocess.run(line, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def rows(self) -> list[tuple[str, ...]]:
        found = contents(self.url)
        table = next(name for name in found if name.lower() == "databasechangelog")
        rows: list[tuple[str, ...]] = found[table][1]
        return rows


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Both:
    return Both(database_url, tmp_path)


def test_each_goes_on_where_the_other_stopped(both: Both, capsys: pytest.CaptureFixture[str]) -> None:
    both.liquibase("update-count", "--count=3")
    both.clog("update-count", "3")
    both.clog("tag", "six")
    both.liquibase("update")
    capsys.readouterr()
    both.clog("status")
    assert "up to date" in capsys.readouterr().out
    assert "up to date" in both.liquibase("status")
    whole = both.rows()
    assert len(whole) == 10

    both.clog("rollback", "six")
    assert len(both.rows()) == 6
    both.liquibase("rollback-count", "--count=2")
    assert len(both.rows()) == 4
    both.clog("update")
    assert "up to date" in both.liquibase("status")
    both.liquibase("rollback-count", "--count=1")
    both.clog("changelog-sync")
    assert "up to date" in both.liquibase("status")
    assert [row[:2] for row in both.rows()] == [row[:2] for row in whole]
    both.liquibase("validate")
    both.clog("validate")

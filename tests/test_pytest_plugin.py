"""The fixture clog_database, in runs of pytest of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE person (id INT PRIMARY KEY);
-- rollback DROP TABLE person;
-- changeset ann:2 context:demo
INSERT INTO person VALUES (1);
-- rollback DELETE FROM person;
"""
TESTS = """\
def test_it_is_up_to_date(clog_database):
    assert clog_database.status().pending == ()
    assert [row["id"] for row in clog_database.history().answer["changeSets"]] == {ids}


def test_it_is_this_tests_own(clog_database):
    assert len(clog_database.rollback(count=9).done) == {number}
    assert len(clog_database.status().pending) == {number}


def test_nothing_of_other_tests_is_left(clog_database):
    assert clog_database.status().pending == ()
"""


def run(folder: Path, settings: str, ids: list[str]) -> str:
    """Run tests that use the fixture; give what pytest says."""
    (folder / "pytest.ini").write_text(f"[pytest]\n{settings}", encoding="utf-8")
    (folder / "test_it.py").write_text(TESTS.format(ids=ids, number=len(ids)), encoding="utf-8")
    plugin = [] if entry_points(group="pytest11", name="clog") else ["-p", "clog.pytest_plugin"]
    arguments = [sys.executable, "-m", "pytest", "-q", *plugin, str(folder)]
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_a_file_of_its_own_for_each_test(tmp_path: Path) -> None:
    (tmp_path / "changelog").mkdir()
    (tmp_path / "changelog" / "root.sql").write_text(CHANGE_LOG, encoding="utf-8")
    assert "3 passed" in run(tmp_path, "clog_changelog = changelog/root.sql\nclog_contexts = prod", ["1"])


def test_folders_are_as_the_options_say(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "root.sql").write_text(CHANGE_LOG, encoding="utf-8")
    settings = "clog_changelog = root.sql\nclog_search_path = db\nclog_contexts = demo"
    assert "3 passed" in run(tmp_path, settings, ["1", "2"])


def test_a_database_on_a_server_is_emptied(tmp_path: Path, server_url: str) -> None:
    (tmp_path / "root.sql").write_text(CHANGE_LOG, encoding="utf-8")
    assert "3 passed" in run(tmp_path, f"clog_changelog = root.sql\nclog_url = {server_url}", ["1", "2"])


def test_the_package_announces_it() -> None:
    import tomllib

    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    assert project["entry-points"]["pytest11"] == {"clog": "clog.pytest_plugin"}
    assert project["optional-dependencies"]["keyring"]

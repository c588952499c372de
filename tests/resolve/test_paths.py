"""One file, many spellings: of the root change log, and in histories of twelve years. Expected values are Liquibase's."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "db/root.yaml": """\
databaseChangeLog:
- include: {file: db/one.sql}
- includeAll: {path: all, relativeToChangelogFile: true}
- changeSet: {id: f, author: a, changes: [{sqlFile: {path: x.sql, relativeToChangelogFile: true}}]}
""",
    "db/one.sql": "--liquibase formatted sql\n--changeset a:1\ncreate table t (a int);\n",
    "db/all/b.sql": "--liquibase formatted sql\n--changeset a:3\nselect 3;\n",
    "db/x.sql": "select 5;",
}


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).write_text(text, encoding="utf-8")


def run(command: str, root: str = "db/root.yaml", where: str = "tree") -> int:
    return main(["--url=jdbc:sqlite:x.db", f"--search-path={where}", f"--changelog-file={root}", command])


@pytest.mark.parametrize("name", ["a.zip", "a.jar", "a-1.0-py3-none-any.whl"])
def test_archives_and_folders_are_the_same(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(name, "w") as archive:
        for path, text in FILES.items():
            archive.writestr(path, text)
    assert run("update", where=name) == 0
    capsys.readouterr()
    assert run("status") == 0
    assert "is up to date" in capsys.readouterr().out
    assert run("status", where=f"tree,{name}") == 1
    assert "there are 2 files with the path" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "found"),
    [
        *((form, True) for form in ("/db/root.yaml", "./db/root.yaml", "db\\root.yaml", "C:/db/root.yaml")),
        *((form, True) for form in ("C:\\db\\root.yaml", "db//root.yaml", "db/all/../root.yaml")),
        *((form, False) for form in ("classpath:db/root.yaml", "c:db/root.yaml", "file:db/root.yaml", "DB/root.yaml")),
    ],
)
def test_spellings_of_the_root(written: str, found: object) -> None:
    assert (run("status", written) == 0) is found


@pytest.mark.parametrize(
    ("recorded", "same"),
    [
        *((form, True) for form in ("classpath:db/one.sql", "classpath:/db/one.sql", "/db/one.sql", "//db/one.sql")),
        *((form, True) for form in ("./db/one.sql", "db//one.sql", "db/x/../one.sql", "db\\one.sql")),
        *((form, True) for form in ("C:/db/one.sql", "C:\\db\\one.sql")),
        *((form, False) for form in ("DB/one.sql", "../db/one.sql", "file:db/one.sql", "classpath*:db/one.sql")),
    ],
)
def test_spellings_in_the_history(recorded: str, same: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update") == 0
    with closing(sqlite3.connect("x.db")) as connection:
        connection.execute("UPDATE DATABASECHANGELOG SET FILENAME = ? WHERE ID = '1'", (recorded,))
        connection.commit()
    capsys.readouterr()
    assert run("status") == 0
    assert ("is up to date" in capsys.readouterr().out) is same

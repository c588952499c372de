"""--duplicate-file-mode=WARN: a file that the search path has twice is told, data files too; --strict refuses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.cli.main import main

LOG = """\
databaseChangeLog:
- include: {file: b.sql}
- changeSet: {id: 2, author: a, changes: [{loadData: {tableName: t, file: t.csv}}, {sqlFile: {path: one.sql}}]}
"""
COMMANDS = ["validate", "status", "update-sql", "update"]


@pytest.fixture(autouse=True)
def _two_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("m2", "m3"):
        Path(folder).mkdir()
        Path(folder, "b.sql").write_text(f"--liquibase formatted sql\n--changeset a:1\ncreate table {folder}(a int);\n")
        Path(folder, "t.csv").write_text("a\n1\n")
    Path("m2/root.yaml").write_text(LOG)
    Path("m2/one.sql").write_text("create table t(a int);")


def call(command: str, *more: str) -> int:
    options = [
        "--search-path=m2,m3",
        "--duplicate-file-mode=warn",
        "--url=jdbc:sqlite:x.db",
        "--changelog-file=root.yaml",
    ]
    return main([*options, *more, command])


@pytest.mark.parametrize("command", COMMANDS)
def test_each_doubled_file_is_told_once(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    call(command)
    lines = [line for line in capsys.readouterr().err.splitlines() if "2 files" in line]
    assert lines == [
        f'warning: there are 2 files with the path "{name}": in m2, m3; that of m2 is taken'
        for name in ("b.sql", "t.csv")
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_strict_refuses_them_before_anything_runs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--strict") == 1
    error = capsys.readouterr().err
    assert 'there are 2 files with the path "b.sql": in m2, m3' in error
    assert "Running Changeset" not in error

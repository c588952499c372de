"""What is no file where a file should be is told as what it is, with its place, at once; a link to nothing in a folder is passed over."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from clog.cli.main import main

KINDS = {
    "pipe": "is a named pipe",
    "dangling": "is a link to nothing: nowhere is not there",
    "loop": "is a link to nothing: it leads back to itself",
    "folder": "is a folder",
    "device": "is a device",
    "socket": "is a socket",
}
MENTIONS = {
    "include": "- include: {{file: {0}}}",
    "property": "- property: {{file: {0}}}",
    "sqlFile": "- changeSet: {{id: 1, author: a, changes: [sqlFile: {{path: {0}}}]}}",
    "view": "- changeSet: {{id: 1, author: a, changes: [createView: {{viewName: v, path: {0}}}]}}",
    "loadData": "- changeSet: {{id: 1, author: a, changes: [loadData: {{tableName: t, file: {0}}}]}}",
    "clob": "- changeSet: {{id: 1, author: a, changes: [insert: {{tableName: t, columns: [column: {{name: c, valueClobFile: {0}}}]}}]}}",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("db").mkdir()
    os.mkfifo("db/pipe.sql")
    Path("db/dangling.sql").symlink_to("nowhere")
    Path("db/loop.sql").symlink_to("loop.sql")
    Path("db/folder.sql").mkdir()
    Path("db/device.sql").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("db/socket.sql")


@pytest.mark.parametrize("mention", MENTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_told_what_it_is(kind: str, mention: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.yaml").write_text(f"databaseChangeLog:\n{MENTIONS[mention].format(f'db/{kind}.sql')}\n", encoding="utf-8")
    assert main(["--url=offline:oracle?outputLiquibaseSql=none", "--changelog-file=c.yaml", "update-sql"]) == 1
    err = capsys.readouterr().err
    assert f'"db/{kind}.sql" {KINDS[kind]}' in err
    assert "c.yaml:2:" in err
    assert "did you mean" not in err


@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
def test_include_all_says_where(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for other in Path("db").iterdir():
        if other.stem not in {kind, "folder"}:
            other.unlink()
    Path("c.yaml").write_text("databaseChangeLog:\n- includeAll: {path: db}\n", encoding="utf-8")
    assert main(["--url=jdbc:sqlite::memory:", "--changelog-file=c.yaml", "status"]) == 1
    err = capsys.readouterr().err
    assert f'"db/{kind}.sql" {KINDS[kind]}' in err
    assert "c.yaml:2:" in err


def test_a_link_to_nothing_in_a_folder_is_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("pipe", "device", "socket"):
        Path(f"db/{name}.sql").unlink()
    Path("db/a.sql").write_text("--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n", encoding="utf-8")
    Path("c.yaml").write_text("databaseChangeLog:\n- includeAll: {path: db}\n", encoding="utf-8")
    arguments = ["--url=jdbc:sqlite::memory:", "--changelog-file=c.yaml", "status"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 changeset has")
    assert err.count("a link to nothing") == 2
    assert main([*arguments, "--strict"]) == 1

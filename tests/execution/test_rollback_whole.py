"""A rollback is looked at as a whole before its first step; a script of one is whole or not there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clog.cli.main import main

CHANGE_LOG = """--liquibase formatted sql
--changeset a:1
create table t1 (a int);
--changeset a:2
create table t2 (a int);
--rollback drop table t2;
"""

YAML = """databaseChangeLog:
- changeSet: {id: 1, author: a, changes: [{sql: create table t1 (a int)}]}
- changeSet:
    id: 2
    author: a
    changes: [{sql: create table t2 (a int)}]
    rollback: [{sqlFile: {path: gone.sql}}]
- changeSet: {id: 3, author: a, changes: [{createTable: {tableName: t3, columns: [{column: {name: a, type: int}}]}}]}
"""

SCRIPTS = (
    ("rollback-count-sql", "3"), ("rollback-to-date-sql", "2020-01-01"), ("rollback-sql", "v0"),
    ("rollback-one-update-sql", "--force"), ("rollback-one-changeset-sql", "c.sql::1::a", "--force"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(CHANGE_LOG)
    Path("c.yaml").write_text(YAML)


def run(command: str, *more: str, log: str = "c.sql") -> int:
    return main([command, "--url=jdbc:sqlite:x.db", f"--changelog-file={log}", *more])


def ran() -> list[str]:
    with closing(sqlite3.connect("x.db")) as connection:
        return [identifier for (identifier,) in connection.execute("SELECT ID FROM DATABASECHANGELOG ORDER BY 1")]


@pytest.mark.parametrize(
    "command",
    [("rollback-count", "2"), ("rollback-to-date", "2020-01-01"), ("rollback-one-update", "--force")],
    ids=lambda command: command[0],
)
def test_nothing_is_undone_where_not_all_can_be(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update") == 0
    assert run(*command) == 1
    told = capsys.readouterr().err
    assert "c.sql:2:1: rolling back c.sql::1::a" in told
    assert "CLOG403" in told
    assert "nothing was undone" in told
    assert "hint: add a line --rollback to the change set" in told
    assert ran() == ["1", "2"]
    assert run("rollback-count", "1") == 0
    assert ran() == ["1"]


def test_all_that_cannot_be_undone_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update", log="c.yaml") == 0
    assert run("rollback-count", "3", log="c.yaml") == 1
    told = capsys.readouterr().err
    assert "gone.sql" in told
    assert "CLOG403" in told
    assert ran() == ["1", "2", "3"]


@pytest.mark.parametrize("command", SCRIPTS, ids=lambda command: command[0])
def test_a_script_of_a_rollback_is_whole_or_not_there(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tag", "v0") == 0
    assert run("update") == 0
    capsys.readouterr()
    assert run(*command, "--output-file=o.sql") == 1
    assert not Path("o.sql").exists()
    assert run(*command) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "command", [("future-rollback-sql",), ("future-rollback-count-sql", "1")], ids=lambda one: one[0]
)
def test_a_script_of_a_future_rollback_is_whole_or_not_there(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, log="c.yaml") == 1
    assert capsys.readouterr().out == ""


def test_a_script_that_breaks_off_late_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sees_the_table = "[{sql: select 1}, {dropPrimaryKey: {tableName: nowhere}}]"
    late = YAML.replace("[{sqlFile: {path: gone.sql}}]", sees_the_table).replace("{sql: create table t1 (a int)}", "")
    Path("late.yaml").write_text(late)
    assert run("changelog-sync", log="late.yaml") == 0
    capsys.readouterr()
    assert run("rollback-count-sql", "3", log="late.yaml") == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["update-to-tag", "update-to-tag-sql", "changelog-sync-to-tag"])
def test_a_tag_that_is_not_there_is_told_before_anything_is_done(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command, "v9", "--strict") == 1
    told = capsys.readouterr()
    assert 'the tag "v9" is neither in the history nor in c.sql' in told.err
    assert "create table" not in told.out
    assert run(command, "v9") == 0
    told = capsys.readouterr()
    assert told.err.startswith('warning: the tag "v9" is neither in the history nor in c.sql')


def test_a_tag_that_may_be_meant_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.yaml").write_text(YAML + "- changeSet: {id: 4, author: a, changes: [{tagDatabase: {tag: v1.0}}]}\n")
    Path("gone.sql").touch()
    assert run("update-to-tag", "v1.O", "--plan", log="t.yaml") == 0
    assert 'did you mean "v1.0"?' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "dropped"),
    [((), 0), (("--yes",), 1), (("--force",), 1), (("--require-force=false",), 1),
     (("--require-force=true", "--yes"), 0), (("--require-force=true", "--force"), 1)],
    ids=str,
)  # fmt: skip
def test_drop_all_without_a_terminal_wants_to_be_told(
    options: tuple[str, ...],
    dropped: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("update") == 0
    assert run("drop-all", *options) == 1 - dropped
    with closing(sqlite3.connect("x.db")) as connection:
        assert (connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)) == dropped
    assert dropped or "drop-all was not done" in capsys.readouterr().err

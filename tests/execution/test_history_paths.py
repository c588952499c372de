"""A history that was written under another path: whoever asks or runs is told, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.cli.main import main
from clog.model.wording import setting

LOGS = {
    "m.yaml": "databaseChangeLog:\n- changeSet: {id: 1, author: rep, changes: [{createTable: {tableName: t1, columns: "
    "[{column: {name: id, type: int}}]}}]}\n",
    "m.sql": "--liquibase formatted sql\n--changeset rep:1\ncreate table t1 (id int);\n--rollback drop table t1;\n",
    "m.json": '{"databaseChangeLog": [{"changeSet": {"id": "1", "author": "rep", "changes": '
    '[{"sql": "create table t1 (id int)"}], "rollback": "drop table t1"}}]}',
}
DEEP = "src/main/resources/db/changelog"


@pytest.fixture(params=LOGS)
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path(DEEP).mkdir(parents=True)
    Path(DEEP, request.param).write_text(LOGS[request.param])
    assert run("update", f"db/changelog/{request.param}", "--search-path=src/main/resources") == 0
    return str(request.param)


def run(command: str, log: str, *more: str) -> int:
    return main([command, "--url=jdbc:sqlite:x.db", f"--changelog-file={log}", *more])


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (("status",), 0), (("rollback-count", "1"), 0), (("rollback-to-date", "2020-01-01"), 0), (("update-sql",), 0),
        (("rollback-count-sql", "1"), 0), (("unexpected-changesets",), 0), (("why", "1::rep"), 0), (("update",), 1),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)  # fmt: skip
def test_the_other_path_is_told(
    name: str, command: tuple[str, ...], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(command[0], f"{DEEP}/{name}", *command[1:]) == status
    said = "".join(capsys.readouterr())
    assert f"db/changelog/{name}::1::rep is here {DEEP}/{name}::1::rep" in said
    assert "--search-path" in said
    form = name.rpartition(".")[2]
    assert setting(form, "logicalFilePath", f"db/changelog/{name}") in said


def test_strict_runs_nothing_a_second_time(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update", f"{DEEP}/{name}", "--strict") == 1
    told = capsys.readouterr().err
    assert "already exists" not in told
    assert "the history knows change sets under another path" in told
    assert run("rollback-one-changeset", f"{DEEP}/{name}", f"{DEEP}/{name}::1::rep") == 1
    assert f"db/changelog/{name}::1::rep has" in capsys.readouterr().err


def test_what_is_another_change_set_is_not_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = Path(DEEP, name).read_text().replace("t1", "t2")
    Path(DEEP, name).write_text(other)
    assert run("status", f"{DEEP}/{name}") == 0
    assert "another path" not in "".join(capsys.readouterr())


def test_the_way_out_that_is_named_is_one(capsys: pytest.CaptureFixture[str], name: str) -> None:
    if name == "m.yaml":
        Path(DEEP, name).write_text(LOGS[name].replace("\n", f"\n- logicalFilePath: db/changelog/{name}\n", 1))
        capsys.readouterr()
        assert run("status", f"{DEEP}/{name}") == 0
        assert "is up to date" in capsys.readouterr().out

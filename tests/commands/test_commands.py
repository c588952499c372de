"""Commands beyond the stories: what Liquibase sells, what it does not have, answers for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGE_LOG = """\
-- liquibase formatted sql

-- changeset ann:1
CREATE TABLE person (id INT PRIMARY KEY);
-- rollback DROP TABLE person;

-- changeset ann:2 context:demo
INSERT INTO person VALUES (1);
-- rollback DELETE FROM person;

-- changeset bob:3 labels:late
CREATE TABLE pet (id INT PRIMARY KEY);
-- rollback DROP TABLE pet;
"""

Clog = "Callable[..., tuple[int, str, str]]"


@pytest.fixture
def clog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., tuple[int, str, str]]:
    """Run a command on an SQLite file in a folder with a change log; give status, standard output and error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("c.sql").write_text(CHANGE_LOG, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_status_is_a_gate_where_it_shall_be(clog: Any) -> None:
    assert clog("status")[0] == 0
    assert clog("status", "--fail-if-pending")[0] == 1
    assert clog("update")[0] == 0
    assert clog("status", "--fail-if-pending")[0] == 0


def test_one_change_set_is_run_and_undone_out_of_order(clog: Any) -> None:
    assert "CREATE TABLE pet" in clog("update-one-changeset-sql", "c.sql::3::bob")[1]
    assert clog("update-one-changeset", "c.sql::3::bob")[0] == 0
    status, _, err = clog("update-one-changeset", "c.sql::3::bob")
    assert (status, "has run already" in err) == (0, True)
    assert clog("update")[0] == 0
    assert "DROP TABLE pet" in clog("rollback-one-changeset-sql", "c.sql::3::bob")[1]
    assert (
        clog("rollback-one-changeset", "--changeset-path=c.sql", "--changeset-id=3", "--changeset-author=bob")[0] == 0
    )
    assert "c.sql::3::bob" in clog("status")[1]


def test_what_others_need_is_not_taken_away_unless_forced(clog: Any) -> None:
    clog("update")
    status, _, err = clog("rollback-one-changeset", "c.sql::1::ann")
    assert status == 1
    assert "c.sql::2::ann uses person of c.sql::1::ann" in err
    assert clog("rollback-one-changeset", "c.sql::1::ann", "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rollback-one-changeset"], "which change set"),
        (["rollback-one-changeset", "a::b"], "is not path::id::author"),
        (["rollback-one-changeset", "c.sql::1::ann"], "has not run"),
        (["update-one-changeset", "c.sql::9::ann"], "there is no change set c.sql::9::ann"),
        (["update-one-changeset", "c.sql::2::ann", "--contexts=prod"], "not meant for this run: context"),
        (["rollback-one-update", "--deployment-id=1"], "there is no update 1"),
        (["calculate-checksum", "c.sql::9::ann"], "there is no change set"),
        (["rollback-count"], "how many change sets"),
        (["update-count", "-1"], "No such option"),
        (["rollback"], "needs a tag"),
        (["rollback", "v9"], 'no tag "v9"'),
        (["rollback-to-date"], "needs a date"),
        (["rollback-to-date", "15/01/2024"], "is no date"),
        (["future-rollback-from-tag-sql", "v9"], 'no tag "v9"'),
        (["execute-sql"], "either --sql or --sql-file"),
        (["execute-sql", "SELECT * FROM gone"], "no such table"),
        (["why"], "needs a change set"),
        (["why", "nobody"], "no change set fits"),
        (["init", "house"], "projects only"),
        (["--driver=no.such.Driver", "status"], "is no driver"),
        (["drop-all", "--require-force"], "asks for --force"),
        (["status", "--url=jdbc:sqlite:x.db", "extra"], "unexpected extra argument"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_makes_no_sense_is_refused(clog: Any, arguments: list[str], said: str) -> None:
    status, _, err = clog(*arguments)
    assert status == 1
    assert said in err
    assert "CLOG" in err


def test_the_last_update_is_undone_as_a_whole(clog: Any) -> None:
    clog("update-count", "1")
    clog("update")
    history = json.loads(clog("history", "--format=json")[1])["changeSets"]
    if history[0]["deploymentId"] == history[1]["deploymentId"]:
        pytest.skip("both updates fell into one millisecond")
    assert "DROP TABLE pet" in clog("rollback-one-update-sql")[1]
    assert clog("rollback-one-update")[0] == 0
    status = clog("status")[1]
    assert "c.sql::3::bob" in status
    assert "c.sql::1::ann" not in status


def test_why_names_the_reason(clog: Any) -> None:
    clog("update", "--contexts=prod", "--label-filter=early")
    out = clog("why", "c.sql::", "--contexts=prod", "--label-filter=early")[1]
    assert "c.sql::1::ann (c.sql:3:1): has run" in out
    assert 'context "demo" does not match --contexts (prod): the change set itself' in out
    assert 'labels "late" do not match --label-filter (early): the change set itself' in out
    Path("c.sql").write_text(CHANGE_LOG.replace("id INT", "id BIGINT"), encoding="utf-8")
    out = clog("why", "c.sql::1")[1]
    assert "refused" in out
    assert "nothing accepts the edit" in out


def test_doctor_looks_at_everything(clog: Any) -> None:
    status, out, _ = clog("doctor")
    assert status == 0
    assert "connection: null@jdbc:sqlite:x.db" in out
    assert "c.sql has 3 change sets, 3 pending" in out
    assert "failed" not in out
    status, out, _ = clog("doctor", "--url=jdbc:sqlite:/no/such/folder/x.db")
    assert status == 1
    assert "hint:" in out


def test_a_new_project_can_be_used_at_once(clog: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("sql", "xml", "yaml", "json"):
        folder = tmp_path / form
        assert clog("init", "project", f"--project-dir={folder}", f"--format={form}", "--changelog-file=db")[0] == 0
        monkeypatch.chdir(folder)
        assert "\nstrict = true" in Path("clog.toml").read_text(encoding="utf-8")
        assert clog("validate")[0] == clog("update")[0] == 0
        assert "db." in clog("history", "--format=TEXT")[1]
        assert "left as it is" in clog("init", "project", f"--format={form}")[2]
        monkeypatch.chdir(tmp_path)
    assert clog("init", "project", "--format=toml", "--changelog-file=x")[0] == 1


def test_a_new_project_leaves_the_settings_of_pyproject_alone(clog: Any) -> None:
    Path("pyproject.toml").write_text("[tool.clog]\nstrict = false\n", encoding="utf-8")
    assert clog("init", "project", "--changelog-file=db")[0] == 0
    assert not Path("clog.toml").exists()


def test_sql_of_ones_own_is_run_and_shown(clog: Any) -> None:
    assert clog("execute-sql", "CREATE TABLE t (a INT, b TEXT); INSERT INTO t VALUES (1, NULL)")[0] == 0
    out = clog("execute-sql", "SELECT a, b FROM t")[1]
    assert "| 1 | NULL |" in out
    Path("q.sql").write_text("SELECT ${what} FROM t", encoding="utf-8")
    answer = json.loads(clog("execute-sql", "--sql-file=q.sql", "-Dwhat=a", "--format=json")[1])
    assert answer["statements"] == [{"sql": "SELECT a FROM t", "columns": ["a"], "rows": [[1]]}]


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["status"], "pending"),
        (["update"], "summary"),
        (["rollback-count", "1"], "changeSets"),
        (["changelog-sync"], "recorded"),
        (["validate"], "valid"),
        (["tag", "v1"], "tag"),
        (["tag-exists", "v1"], "exists"),
        (["list-locks"], "locks"),
        (["release-locks"], "released"),
        (["clear-checksums"], "database"),
        (["unexpected-changesets"], "unexpected"),
        (["history"], "changeSets"),
        (["calculate-checksum", "c.sql::1::ann"], "checksum"),
        (["why", "c.sql::1"], "changeSets"),
        (["doctor"], "findings"),
        (["drop-all", "--yes"], "statements"),
        (["update-testing-rollback"], "summary"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_every_answer_is_json_where_it_is_wanted(clog: Any, arguments: list[str], key: str) -> None:
    status, out, _ = clog(*arguments, "--format=json")
    answer = json.loads(out)
    assert status == 0
    assert answer["schema"] == f"clog.{arguments[0]}/1"
    assert key in answer


def test_a_failure_says_what_was_done_what_failed_and_what_was_not_tried(clog: Any) -> None:
    Path("c.sql").write_text(CHANGE_LOG.replace("(1)", "(1, 2, 3)"), encoding="utf-8")
    status, _, err = clog("update")
    assert status == 1
    assert "c.sql:7:1: running c.sql::2::ann failed" in err
    assert "statement: INSERT INTO person VALUES (1, 2, 3)" in err
    assert "applied before: c.sql::1::ann" in err
    assert "not tried: c.sql::3::bob" in err
    assert "nothing of this change set remains" in err


def test_files_take_what_is_written(clog: Any) -> None:
    status, out, _ = clog(
        "--output-file=o.sql", "--log-file=l.log", "--log-format=json", "--log-level=info", "update-sql"
    )
    assert (status, out) == (0, "")
    assert "CREATE TABLE person" in Path("o.sql").read_text(encoding="utf-8")
    assert clog("--log-file=l.log", "--log-format=json", "--log-level=info", "update")[0] == 0
    lines = [json.loads(line) for line in Path("l.log").read_text(encoding="utf-8").splitlines()]
    assert any(line["message"] == "Running Changeset: c.sql::1::ann" and line["level"] == "INFO" for line in lines)
    assert clog("--output-file=/no/such/file", "status")[0] == 1


def test_a_run_can_be_called_off(clog: Any) -> None:
    status, _, err = clog("--should-run=false", "update")
    assert status == 0
    assert "did not run" in err
    assert not Path("x.db").exists()


@pytest.mark.parametrize(("answer", "status"), [("n\n", 1), ("\n", 1), ("y\n", 0)])
def test_at_a_terminal_it_asks_before_it_drops(
    clog: Any, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    clog("update")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert clog("drop-all")[0] == status
    assert clog("drop-all", "--yes")[0] == 0


def test_problems_are_told_to_code_scanning_and_build_servers(clog: Any) -> None:
    status, out, _ = clog("validate", "--format=sarif")
    assert (status, json.loads(out)["runs"][0]["results"]) == (0, [])
    assert 'tests="1" failures="0"' in clog("validate", "--format=junit")[1]
    assert 'tests="3" failures="3"' in clog("status", "--format=junit", "--fail-if-pending")[1]
    Path("c.sql").write_text(CHANGE_LOG.replace("ann:2", "ann:1"), encoding="utf-8")
    status, out, _ = clog("validate", "--format=sarif")
    (result,) = json.loads(out)["runs"][0]["results"]
    assert (status, result["ruleId"]) == (1, "CLOG204")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert clog("validate", "--format=junit")[0] == 1
    assert 'name="CLOG204 c.sql:7:1 (duplicate-change-set)"' in clog("validate", "--format=junit")[1]
    assert clog("validate")[0] == 1


@pytest.mark.parametrize("identifier", ["a::b", "a::::b", "a::b::c", "::a"])
def test_an_id_may_hold_what_separates(clog: Any, identifier: str) -> None:
    Path("c.sql").write_text(
        f"--liquibase formatted sql\n--changeset ann:{identifier}\ncreate table t (a int);\n--rollback drop table t;\n"
    )
    name = f"c.sql::{identifier}::ann"
    parts = ("--changeset-path=c.sql", f"--changeset-id={identifier}", "--changeset-author=ann")
    for command in ("calculate-checksum", "why", "update-one-changeset-sql", "update-one-changeset"):
        assert clog(command, name)[0] == 0, command
    for command in ("calculate-checksum", "rollback-one-changeset-sql", "rollback-one-changeset"):
        status, out, err = clog(command, f"--changeset-identifier={name}")
        assert status == 0, (command, out, err)
    for command in ("calculate-checksum", "update-one-changeset"):
        assert clog(command, *parts)[0] == 0, command
    assert clog("checksum", "explain", name)[0] == 0


def test_what_names_no_change_set_is_told_how_to_name_one(clog: Any) -> None:
    for command in ("calculate-checksum", "update-one-changeset", "rollback-one-changeset"):
        assert "--changeset-path, --changeset-id and --changeset-author" in clog(command, "c.sql::1")[2]


RUN_ALWAYS = """\
--liquibase formatted sql
--changeset a:plain
create table t(a int);
--changeset a:always runAlways:true
insert into t values(1);
--changeset a:onchange runOnChange:true
insert into t values(2);
--changeset a:both runAlways:true runOnChange:true
insert into t values(3);
--changeset a:ctx runAlways:true contextFilter:x
insert into t values(4);
"""


def test_status_lists_what_runs_every_time_and_keeps_it_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.sql").write_text(RUN_ALWAYS, encoding="utf-8")
    arguments = ["--url=jdbc:sqlite:x.db", "--changelog-file=c.sql", "--contexts=y"]
    always = ["c.sql::always::a", "c.sql::both::a"]
    assert main([*arguments, "update"]) == 0
    for _ in range(2):  # the second time from the summary
        capsys.readouterr()
        assert main([*arguments, "status", "--fail-if-pending"]) == 0
        listed = (
            "2 changesets have not been applied to null@jdbc:sqlite:x.db\n     c.sql::always::a\n     c.sql::both::a\n"
        )
        assert capsys.readouterr().out == listed
    assert main([*arguments, "status", "--format=json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["pending"], answer["runAlways"]) == ([], always)
    (tmp_path / "c.sql").write_text(RUN_ALWAYS.replace("values(2)", "values(22)"), encoding="utf-8")
    assert main([*arguments, "status", "--fail-if-pending"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "3 changesets have not been applied to null@jdbc:sqlite:x.db"
    assert main([*arguments, "status", "--format=json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["pending"], answer["runAlways"]) == (["c.sql::onchange::a"], always)

"""Answers for machines: each command's --format=json is what schemas/answers.schema.json says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from jsonschema import Draft202012Validator

from clog.cli.command_files import command_names
from clog.cli.main import main

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "answers.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE person (id INT PRIMARY KEY);
-- rollback DROP TABLE person;
-- changeset ann:2 context:demo
INSERT INTO person VALUES (1);
-- rollback DELETE FROM person;
-- changeset bob:3
-- tagDatabase: v1
CREATE TABLE pet (id INT PRIMARY KEY);
-- rollback DROP TABLE pet;
"""
OTHERS = {"checksum", "completion", "convert", "format", "init", "inspect"}
"""Tried in tests of their own: these have no database, or a --format that means something else."""

ONE = "c.sql::3::bob"
STORY = """\
doctor
schema
validate
status
update-sql
update-count-sql 1
update-to-tag-sql v1
update-one-changeset-sql c.sql::3::bob
update-one-changeset c.sql::3::bob
rollback-one-changeset-sql c.sql::3::bob
rollback-one-changeset c.sql::3::bob
future-rollback-sql
future-rollback-count-sql 1
mark-next-changeset-ran-sql
mark-next-changeset-ran
changelog-sync-sql
changelog-sync-to-tag-sql v1
changelog-sync-to-tag v1
changelog-sync
tag v1
tag-exists v1
future-rollback-from-tag-sql v1
rollback-sql v1
rollback v1
execute-sql CREATE TABLE person (id INT); CREATE TABLE pet (id INT); SELECT 1 AS a
history
rollback-count-sql 1
rollback-count 1
rollback-one-update-sql --force
rollback-one-update --force
rollback-to-date-sql 2000-01-01
rollback-to-date 2000-01-01
drop-all --yes
update --plan
update-count 1
update
update-to-tag v1
calculate-checksum c.sql::3::bob
why c.sql::3::bob
unexpected-changesets
clear-checksums
list-locks
release-locks
drop-all --yes
update-testing-rollback"""


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("c.sql").write_text(CHANGE_LOG, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> dict[str, Any]:
    """Run a command; give its answer, after a look whether it is as the schema has it."""
    assert main([*arguments, "--format=json"]) == status, capsys.readouterr().err
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    name = found["schema"].removeprefix("clog.").removesuffix("/1")
    VALIDATOR.evolve(schema={"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}).validate(found)
    return found


def test_the_schema_of_answers_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_command_answers_as_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = set()
    for line in STORY.splitlines():
        command, *rest = line.split(" ", 1) if line.startswith("execute-sql") else line.split()
        assert answer(capsys, command, *rest)["schema"] == f"clog.{command}/1"
        told.add(command)
    assert told == set(command_names()) - OTHERS


def test_commands_without_a_database_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(answer(capsys, "checksum", "explain", ONE)["versions"]) == 2
    assert answer(capsys, "completion", "fish")["shell"] == "fish"
    assert answer(capsys, "convert", "c.sql", "c.yaml")["files"] == ["c.yaml"]
    Path("c.yaml").write_text(Path("c.yaml").read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    assert answer(capsys, "format", "c.yaml")["files"] == ["./c.yaml"]
    assert answer(capsys, "convert", "c.yaml", "--to=json", "--check")["messages"] != []


def test_init_and_inspect_have_forms_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    """--format of init is that of the change log it makes; inspect writes a line for each file, JSON as it is."""
    assert main(["init", "project", "--format=json", "--project-dir=new", "--changelog-file=e"]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(Path("new/e.json").read_text(encoding="utf-8"))["databaseChangeLog"]
    assert main(["inspect", "c.sql", "c.sql", "--format=json"]) == 0
    assert [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()] == ["c.sql", "c.sql"]


@pytest.mark.parametrize(
    ("arguments", "command", "words"),
    [
        ("status --nosuch=1", "status", "No such option"),
        ("updaet", "updaet", "there is no command"),
        ("rollbackCount x", "rollback-count", "not a whole number"),
        ("update --log-file=/no/such/l", "update", "cannot write /no/such/l"),
        ("update --strict=maybe", "update", "neither true nor false"),
        ("update --target=nope", "update", "no target"),
        ("checksum", "checksum", "No such option"),
        ("convert", "convert", "Missing argument"),
        ("convert nope.xml nope.yaml", "convert", "nope.xml"),
        ("format nope.xml", "format", "nope.xml"),
        ("completion tcsh", "completion", "tcsh"),
        ("inspect", "inspect", "Missing argument"),
        ("checksum explain no::such::one", "explain", "no::such::one"),
        ("update --report=/no/such/r", "update", "cannot write /no/such/r"),
    ],
)
def test_errors_of_every_kind_are_one_document(
    arguments: str, command: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, *arguments.split(), status=1)
    assert (found["schema"], found["command"]) == ("clog.error/1", command)
    assert words in found["problems"][0]["message"]


def test_without_a_command_there_is_a_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, status=2)["command"] == ""


def test_the_environment_may_ask_for_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LIQUIBASE_COMMAND_FORMAT", "json")
    assert main(["status", "--nosuch"]) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "clog.error/1"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [(KeyboardInterrupt(), "CLOG605", "interrupted"), (KeyError("unheard of"), "CLOG999", "unheard of")],
)
@pytest.mark.parametrize("place", ["clog.cli.run.resolve", "clog.commands.status.Project"])
def test_faults_of_clog_and_ctrl_c_are_answers(
    place: str,
    error: BaseException,
    code: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(place, fail)
    problem = answer(capsys, "status", status=1)["problems"][0]
    assert (problem["code"], words in problem["message"]) == (code, True)


def test_what_is_not_run_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "update", "--should-run=false")["schema"] == "clog.skipped/1"


def test_letters_that_the_output_has_not_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(CHANGE_LOG.replace("ann", "änn"), encoding="utf-8")
    assert main(["status", "--format=json", "--output-file=o.json", "--output-file-encoding=ascii"]) == 0
    assert "c.sql::1::änn" in json.loads(Path("o.json").read_bytes().decode("ascii"))["pending"]
    assert capsys.readouterr().out == ""


def test_a_script_is_part_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert "CREATE TABLE pet (id INT PRIMARY KEY);" in answer(capsys, "update-sql")["script"]


def test_what_goes_wrong_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(CHANGE_LOG.replace("bob:3", "ann:1"), encoding="utf-8")
    for command in ("validate", "update"):
        found = answer(capsys, command, status=1)
        assert (found["schema"], found["command"]) == ("clog.error/1", command)
        assert [problem["code"] for problem in found["problems"]] == ["CLOG204"]
        assert found["problems"][0]["place"].startswith("c.sql:8")

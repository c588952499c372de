"""Answers for machines: each command's --format=json is what schemas/answers.schema.json says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from clog.cli.commands import command_names
from clog.cli.main import main

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "answers.schema.json").read_text(encoding="utf-8"))
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
WITHOUT = {"checksum", "completion", "convert", "format", "init", "inspect"}
"""Commands whose --format means something else, or that have none; `checksum explain` and `init` are tried below."""

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
drop-all
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
drop-all
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
    jsonschema.validate(found, {**SCHEMA["$defs"][name], "$defs": SCHEMA["$defs"]})
    return found


def test_every_command_answers_as_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = set()
    for line in STORY.splitlines():
        command, *rest = line.split(" ", 1) if line.startswith("execute-sql") else line.split()
        assert answer(capsys, command, *rest)["schema"] == f"clog.{command}/1"
        told.add(command)
    assert told == set(command_names()) - WITHOUT


def test_commands_below_others_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(answer(capsys, "checksum", "explain", ONE)["versions"]) == 2


def test_a_script_is_part_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert "CREATE TABLE pet (id INT PRIMARY KEY);" in answer(capsys, "update-sql")["script"]


def test_what_goes_wrong_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(CHANGE_LOG.replace("bob:3", "ann:1"), encoding="utf-8")
    for command in ("validate", "update"):
        found = answer(capsys, command, status=1)
        assert (found["schema"], found["command"]) == ("clog.error/1", command)
        assert [problem["code"] for problem in found["problems"]] == ["CLOG204"]
        assert found["problems"][0]["place"].startswith("c.sql:8")

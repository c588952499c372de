"""Hints speak the language of the file that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.model.wording import body, element, setting
from tests.support.small_logs import HEAD

if TYPE_CHECKING:
    from pathlib import Path

FORMS = ["xml", "yaml", "json", "sql"]


def change_log(form: str, attributes: dict[str, str], sql: str) -> str:
    """Write a change log with one change set."""
    if form == "xml":
        given = "".join(f' {name}="{value}"' for name, value in attributes.items())
        return f'{HEAD}<changeSet id="1" author="a"{given}><sql>{sql}</sql></changeSet></databaseChangeLog>'
    if form == "sql":
        given = "".join(f" {name}:{value}" for name, value in attributes.items())
        return f"--liquibase formatted sql\n--changeset a:1{given}\n{sql}\n"
    given = "".join(f', "{name}": {value}' for name, value in attributes.items())
    changes = f'"changes": [{{"sql": {{"sql": "{sql}"}}}}]'
    return f'{{"databaseChangeLog": [{{"changeSet": {{"id": "1", "author": "a"{given}, {changes}}}}}]}}'


@pytest.fixture(params=FORMS)
def said(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    """Give what runs commands on a change log of each format and returns what they say."""
    monkeypatch.chdir(tmp_path)
    name = f"c.{request.param}"

    def run(attributes: dict[str, str], sql: str, *command: str) -> str:
        (tmp_path / name).write_text(change_log(request.param, attributes, sql), encoding="utf-8")
        main([*command, "--url=jdbc:sqlite:t.db", f"--changelog-file={name}"])
        return "".join(capsys.readouterr())

    run.form = request.param  # type: ignore[attr-defined]
    return run


def test_what_undoes_a_change_set(said: object) -> None:
    said({}, "SELECT 1", "update")  # type: ignore[operator]
    told = said({}, "SELECT 1", "rollback-count", "1")  # type: ignore[operator]
    wanted = {"xml": "a <rollback>", "yaml": "a key rollback:", "json": 'a key "rollback"', "sql": "a line --rollback"}
    assert wanted[said.form] in told  # type: ignore[attr-defined]


def test_what_accepts_an_edit(said: object) -> None:
    said({}, "SELECT 1", "update")  # type: ignore[operator]
    told = said({}, "SELECT 2", "update")  # type: ignore[operator]
    wanted = {
        "xml": "<validCheckSum>9:",
        "yaml": "validCheckSum: 9:",
        "json": '"validCheckSum": "9:',
        "sql": "--validCheckSum: 9:",
    }
    assert wanted[said.form] in told  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["runAlways", "runOnChange", "failOnError"])
def test_attributes_of_change_sets(name: str, said: object) -> None:
    value = "false" if name == "failOnError" else "true"
    said({name: value}, "SELECT 1", "update")  # type: ignore[operator]
    command = ("update",) if name == "failOnError" else ("why", "1")
    told = said({name: value}, "SELECT gone", *command)  # type: ignore[operator]
    if name == "failOnError":
        told = said({name: value, "runOnChange": "true"}, "SELECT gone", *command)  # type: ignore[operator]
    wanted = {
        "xml": f'{name}="{value}"',
        "yaml": f"{name}: {value}",
        "json": f'"{name}": {value}',
        "sql": f"{name}:{value}",
    }
    assert wanted[said.form] in told, told  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("form", "text", "hint"),
    [
        ("xml", f'{HEAD}<include file="gone.sql"/></databaseChangeLog>', 'relativeToChangelogFile="true" lets'),
        ("yaml", "databaseChangeLog: [{include: {file: gone.sql}}]", "relativeToChangelogFile: true lets"),
        ("json", '{"databaseChangeLog": [{"include": {"file": "gone.sql"}}]}', '"relativeToChangelogFile": true lets'),
        ("xml", f'{HEAD}<includeAll path="gone"/></databaseChangeLog>', 'errorIfMissingOrEmpty="false" accepts'),
        ("yaml", "databaseChangeLog: [{includeAll: {path: gone}}]", "errorIfMissingOrEmpty: false accepts"),
        ("json", '{"databaseChangeLog": [{"includeAll": {"path": "gone"}}]}', '"errorIfMissingOrEmpty": false accepts'),
    ],
)
def test_includes(
    form: str, text: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"c.{form}").write_text(text, encoding="utf-8")
    assert main(["validate", "--url=offline:sqlite", f"--changelog-file=c.{form}"]) == 1
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize("form", FORMS)
def test_each_format_has_its_own_words(form: str) -> None:
    assert "rollback" in element(form, "rollback")
    assert setting(form, "encoding", "UTF-8") in {
        'encoding="UTF-8"',
        "encoding: UTF-8",
        '"encoding": "UTF-8"',
        "encoding:UTF-8",
    }
    assert body(form, "comment", "why") in {
        "<comment>why</comment>",
        "comment: why",
        '"comment": "why"',
        "--comment: why",
    }

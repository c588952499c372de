"""--select and --ignore: from the command line, the environment and clog.toml, for validate, update and status."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.cli.main import main

LOG = """\
databaseChangeLog:
- changeSet:
    id: 007
    author: ann
    changes:
    - sql: {sql: "SELECT '${x}'"}
"""
ODD, UNSET = "is read as 7", "has no value here"


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.yaml").write_text(LOG, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.yaml\n", encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> list[bool]:
    """Run a command; say which of the two warnings it told."""
    assert main(list(arguments)) == status
    text = capsys.readouterr().err
    return [ODD in text, UNSET in text]


@pytest.mark.parametrize("command", ["validate", "status", "update", "update-sql", "doctor"])
def test_warnings_are_chosen_by_name_and_code(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    if command == "doctor":
        assert main([command, "--ignore=odd-identity"]) == 0
        assert (ODD in (out := capsys.readouterr().out), UNSET in out) == (False, True)
        return
    assert told(capsys, command, "--ignore=odd-identity,CLOG203") == [False, False]
    Path("x.db").unlink(missing_ok=True)
    assert told(capsys, command, "--select=CLOG203") == [False, True]
    Path("x.db").unlink(missing_ok=True)
    assert told(capsys, command, "--select=odd-identity,unset-parameter", "--ignore=unset-parameter") == [True, False]
    Path("x.db").unlink(missing_ok=True)
    assert told(capsys, command) == [True, True]


def test_what_is_ignored_is_no_error_in_strict_mode(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "validate", "--strict=true", status=1) == [True, True]
    told(capsys, "validate", "--strict=true", "--ignore=odd-identity,unset-parameter")


def test_a_summary_of_a_quiet_run_does_not_silence_another(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert told(capsys, "status", "--ignore=odd-identity,unset-parameter") == [False, False]
    assert told(capsys, "status") == [True, True]


def test_a_choice_stands_in_the_environment_and_in_clog_toml(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("clog.toml").write_text('ignore = ["odd-identity"]\n', encoding="utf-8")
    assert told(capsys, "validate") == [False, True]
    monkeypatch.setenv("CLOG_IGNORE", "unset-parameter")
    assert told(capsys, "validate") == [True, False]


FILE = "clog: ignore unset-parameter-in-file because the shell replaces it"


def test_a_comment_silences_what_is_said_of_files_that_changes_name(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.sql").write_text("SELECT '${x}';\n", encoding="utf-8")
    change_set = "- changeSet: {{id: '{}', author: ann, changes: [{{sqlFile: {{path: a.sql}}}}]}}\n"
    first, second = change_set.format(1), change_set.format(2)
    Path("c.yaml").write_text(f"databaseChangeLog:\n# {FILE}\n{first}{second}", encoding="utf-8")
    assert main(["validate"]) == 0
    text = capsys.readouterr().err
    assert ("c.yaml::1::ann" in text, "c.yaml::2::ann" in text, "silences nothing" in text) == (False, True, False)
    Path("a.sql").write_text("SELECT 1;\n", encoding="utf-8")
    assert main(["validate"]) == 0
    assert "c.yaml:2:1: unset-parameter-in-file has nothing to say here" in capsys.readouterr().err
    Path("a.sql").write_text("SELECT '${x}';\n", encoding="utf-8")
    assert main(["update-sql"]) == 0
    text = capsys.readouterr().err
    assert ("c.yaml::1::ann" in text, "c.yaml::2::ann" in text) == (False, True)
    assert main(["update-sql", "--ignore=CLOG203"]) == 0
    assert "has no value" not in capsys.readouterr().err
    Path("a.sql").write_text("SELECT 1;\n", encoding="utf-8")
    assert main(["update"]) == 0  # nobody asks about what has run
    assert main(["validate"]) == 0
    assert "nothing to say" not in capsys.readouterr().err


def test_what_is_no_rule_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--select=odd-identty"]) == 1
    assert 'did you mean "odd-identity"?' in capsys.readouterr().err
    assert main(["validate", "--ignore=missing-id"]) == 1
    assert "missing-id cannot be ignored" in capsys.readouterr().err

"""What is said where: standard output, standard error, files, the log; on a terminal and elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from clog.cli import progress
from clog.cli.command_files import command_names
from clog.cli.main import main

CHANGE_LOG = "-- liquibase formatted sql\n" + "".join(
    f"-- changeset ann:{number}\nCREATE TABLE t{number} (id INT);\n-- rollback DROP TABLE t{number};\n"
    for number in range(3)
)


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    Path("c.sql").write_text(CHANGE_LOG, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Make standard error look like a terminal."""
    del capsys  # it puts its own stream there first
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert main(arguments) == status
    return tuple(capsys.readouterr())  # type: ignore[return-value] # two texts


def test_quiet_leaves_results_and_errors(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, "update", "--quiet", "--show-summary=OFF")
    assert (out, err) == ("", "")
    out, err = said(capsys, "status", "--quiet")
    assert ("is up to date" in out, err) == (True, "")
    assert "needs a tag" in said(capsys, "rollback", "--quiet", status=1)[1]


@pytest.mark.usefixtures("terminal")
def test_change_sets_are_numbered_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[2/3] Running Changeset: c.sql::1::ann" in said(capsys, "update")[1]


def test_change_sets_are_not_numbered_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\nRunning Changeset: c.sql::1::ann" in said(capsys, "update")[1]


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("variable", "coloured"), [(None, True), ("NO_COLOR=1", False), ("TERM=dumb", False)])
def test_colours_are_for_terminals_that_want_them(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variable: str | None,
    coloured: bool,  # noqa: FBT001 - a case
) -> None:
    if variable:
        monkeypatch.setenv(*variable.split("="))
    err = said(capsys, "status", "--log-level=loud")[1]
    assert ("\x1b[33mwarning:\x1b[0m there is no log level loud" in err) is coloured
    assert ("\x1b" in err) is coloured


def test_no_colour_reaches_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert "warning: there is no log level loud" in said(capsys, "status", "--log-level=loud")[1]


@pytest.mark.usefixtures("terminal")
def test_long_work_is_drawn(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    bars: list[Any] = []
    make = progress._bar

    def made(drawn: progress.Progress) -> Any:
        bars.append(make(drawn))
        return bars[-1]

    monkeypatch.setattr(progress, "_bar", made)
    err = said(capsys, "update")[1]
    assert [task.completed for task in bars[0].tasks] == [3]
    assert bars[0].finished
    assert "[3/3] Running Changeset: c.sql::2::ann" in err
    assert said(capsys, "rollback-count", "3", "--quiet") == ("", "")
    assert len(bars) == 1


@pytest.mark.usefixtures("terminal")
def test_short_work_does_not_import_rich(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_bar", lambda _: pytest.fail("it was drawn"))
    said(capsys, "update")


def test_results_and_log_go_to_files(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "update-sql", "--output-file=o.sql", "--log-file=l.txt", "--log-level=DEBUG")
    assert out == ""
    assert "CREATE TABLE t2" in Path("o.sql").read_text(encoding="utf-8")
    said(capsys, "update", "--log-file=l.json", "--log-format=JSON", "--log-level=INFO")
    lines = [json.loads(line) for line in Path("l.json").read_text(encoding="utf-8").splitlines()]
    assert {"level": "INFO", "command": "update"}.items() <= lines[0].items()
    said(capsys, "rollback", "nope", "--log-file=l.txt", status=1)
    assert "] SEVERE [clog.rollback]" in Path("l.txt").read_text(encoding="utf-8")


def test_debug_lines_are_said_where_there_is_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    text = "databaseChangeLog:\n- changeSet: {id: 1, author: a, preConditions: [{onFail: CONTINUE}, {dbms: {type: db2}}], changes: [{sql: select 1}]}\n"
    Path("c.yaml").write_text(text, encoding="utf-8")
    assert "] DEBUG [clog.update]" in said(capsys, "update", "--changelog-file=c.yaml", "--log-level=DEBUG")[1]


def messages(text: str) -> list[tuple[str, str]]:
    """Read a log of JSON lines; give level and message of each."""
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(line.keys() == {"timestamp", "level", "command", "message"} for line in lines)
    return [(line["level"], line["message"]) for line in lines]


BAD_URL = "--url=jdbc:postgresql://u:canary99@127.0.0.1:1/x?password=canary98"


@pytest.mark.parametrize("file", [None, "l.json"])
def test_a_json_log_is_json_in_every_line(file: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings, notices and errors; on standard error where there is no file."""
    Path("c.sql").write_text(CHANGE_LOG.replace("ann:0", "ann:0 nosuch:1"), encoding="utf-8")
    option = ["--log-format=json", *([f"--log-file={file}"] if file else [])]
    expected = [
        ("WARNING", "nosuch", ["update"], 0),
        ("INFO", "c.sql::2::ann", ["rollback-count", "3"], 0),
        ("SEVERE", "CLOG501", ["update", BAD_URL], 1),
        ("SEVERE", "hint: looked in", ["status", "--changelog-file=nope.sql"], 1),
    ]
    for level, words, arguments, status in expected:
        Path("l.json").unlink(missing_ok=True)
        _, err = said(capsys, *arguments, *option, status=status)
        text = Path(file).read_text(encoding="utf-8") if file else err
        assert "canary" not in err + text
        assert any(level == found and words in message for found, message in messages(text)), (words, text)


def test_wrong_options_are_told_in_a_json_log_too(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["status", "--nosuch"], ["updaet"], ["update", "--strict=maybe"]):
        _, err = said(capsys, *arguments, "--log-format=json", status=1)
        ((level, message),) = messages(err)
        assert (level, "CLOG700" in message) == ("SEVERE", True)


def test_quiet_and_a_json_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "update", "--quiet", "--log-format=json", "--show-summary=OFF") == ("", "")


def test_a_pretty_log_takes_a_line_for_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "tag", "v1", "--log-file=l.json", "--log-format=JSON_PRETTY")
    text = Path("l.json").read_text(encoding="utf-8")
    assert json.loads(text)["level"] == "INFO"
    assert len(text.splitlines()) == 6


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("OFF", {"INFO", "WARNING"}),
        ("INFO", {"INFO", "WARNING"}),
        ("WARNING", {"WARNING"}),
        ("SEVERE", set()),
    ],
)
def test_the_level_decides_what_a_log_file_gets(
    level: str, expected: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("c.sql").write_text(CHANGE_LOG.replace("ann:0", "ann:0 nosuch:1"), encoding="utf-8")
    said(capsys, "update", "--log-file=l.json", "--log-format=JSON", f"--log-level={level}")
    assert {found for found, _ in messages(Path("l.json").read_text(encoding="utf-8"))} == expected


@pytest.mark.parametrize("option", ["--output-file=/no/such/o", "--log-file=/no/such/l"])
def test_files_that_cannot_be_written_are_named(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot write" in said(capsys, "status", "--output-file=o", option, status=1)[1]


@pytest.mark.parametrize("name", command_names())
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, name, "--help")
    usage, _, rest = out.partition("\n")
    assert usage.startswith(f"Usage: clog {name}")
    assert f"clog {name}" in rest

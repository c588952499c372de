"""The file of --output-file: whole and new, or the older one as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from clog.cli.main import main

GOOD = "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE t (id INT);\n"
BAD = "-- liquibase formatted sql\n-- changeset ann:1 mood:bad\nCREATE TABLE t (id INT);\n-- changeset\n"
SCRIPT = ("update-sql", "--url=offline:sqlite?outputLiquibaseSql=none", "--output-file=o.sql")


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.sql").write_text(GOOD, encoding="utf-8")
    Path("bad.sql").write_text(BAD, encoding="utf-8")
    Path("o.sql").write_text("older", encoding="utf-8")


def run(*arguments: str, log: str = "good.sql") -> int:
    return main([*arguments, f"--changelog-file={log}"])


def drafts() -> list[str]:
    return [path.name for path in Path().iterdir() if "clog-new" in path.name]


def test_a_command_that_fails_leaves_the_older_file() -> None:
    assert run(*SCRIPT, log="bad.sql") == 1
    assert Path("o.sql").read_text(encoding="utf-8") == "older"
    assert run(*SCRIPT, log="none.sql") == 1
    assert Path("o.sql").read_text(encoding="utf-8") == "older"
    assert run(*SCRIPT, "--output-file-encoding=none") == 1
    assert Path("o.sql").read_text(encoding="utf-8") == "older"
    assert drafts() == []


def test_commands_with_arguments_of_their_own_leave_it_too() -> None:
    assert main(["checksum", "explain", "none.sql", "none.sql::1::ann", "--output-file=o.sql"]) == 1
    assert Path("o.sql").read_text(encoding="utf-8") == "older"
    assert main(["inspect", "good.sql", "--output-file=o.sql"]) == 0
    assert "CREATE TABLE" in Path("o.sql").read_text(encoding="utf-8")
    assert drafts() == []


def test_a_command_that_succeeds_replaces_it_and_keeps_its_rights() -> None:
    Path("o.sql").chmod(0o640)
    assert run(*SCRIPT) == 0
    assert "CREATE TABLE t" in Path("o.sql").read_text(encoding="utf-8")
    assert Path("o.sql").stat().st_mode & 0o777 == 0o640
    assert drafts() == []


def test_an_answer_for_machines_is_written_also_where_it_says_what_is_wrong() -> None:
    assert run("validate", "--format=json", "--output-file=o.sql", log="bad.sql") == 1
    assert json.loads(Path("o.sql").read_text(encoding="utf-8"))["problems"]
    assert run("validate", "--format=sarif", "--output-file=o.sql", log="bad.sql") == 1
    assert json.loads(Path("o.sql").read_text(encoding="utf-8"))["runs"]


def test_the_file_behind_a_link_is_written() -> None:
    Path("link.sql").symlink_to("o.sql")
    assert run(*SCRIPT, "--output-file=link.sql") == 0
    assert Path("link.sql").is_symlink()
    assert "CREATE TABLE t" in Path("o.sql").read_text(encoding="utf-8")


def test_a_file_with_two_names_stays_one() -> None:
    Path("twin.sql").hardlink_to("o.sql")
    assert run(*SCRIPT) == 0
    assert Path("twin.sql").samefile("o.sql")
    assert "CREATE TABLE t" in Path("twin.sql").read_text(encoding="utf-8")


def test_a_pipe_is_written_to() -> None:
    os.mkfifo("pipe")
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(Path("pipe").read_text(encoding="utf-8")))
    reader.start()
    assert run(*SCRIPT, "--output-file=pipe") == 0
    reader.join(10)
    assert "CREATE TABLE t" in found[0]
    assert drafts() == []


def test_standard_output_is_written_to_by_its_name() -> None:
    command = [sys.executable, "-m", "clog", *SCRIPT, "--output-file=/dev/stdout", "--changelog-file=good.sql"]
    with Path("out.txt").open("w", encoding="utf-8") as stream:
        number = os.fstat(stream.fileno()).st_ino
        subprocess.run(command, stdout=stream, check=True, timeout=60)
    assert Path("out.txt").stat().st_ino == number
    assert "CREATE TABLE t" in Path("out.txt").read_text(encoding="utf-8")
    Path("databasechangelog.csv").unlink()
    assert subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.count(b"CREATE TABLE t") == 1

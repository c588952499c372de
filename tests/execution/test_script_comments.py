"""Texts of change logs stay inside of their comments in scripts, whatever they hold, and do nothing to terminals."""

from __future__ import annotations

import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from clog.cli.main import main
from clog.declare import dialect_names
from clog.sqltext.control import comment_lines, escaped

ENDS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
VICTIM = "DROP TABLE victim; --"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str = "c.yaml", **change_set: Any) -> None:
    """Write a change log with one change set."""
    whole = {"id": 1, "author": "a", "changes": [{"sql": {"sql": "select 1"}}], "rollback": "select 2", **change_set}
    Path(name).write_text(json.dumps({"databaseChangeLog": [{"changeSet": whole}]}), encoding="utf-8")


def lines(text: str) -> list[str]:
    """Split a script where any program could."""
    return re.split("\r\n|[" + "".join(ENDS) + "]", text)


def commands(script: str) -> list[str]:
    """List the lines of a script that are no comment."""
    return [line for line in lines(script) if line and not re.match(r"-- ", line)]


@pytest.mark.parametrize("name", dialect_names())
@pytest.mark.parametrize("command", ["update-sql", "future-rollback-sql"])
def test_a_script_is_what_it_is_without_the_texts(name: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No id, author, comment or label makes a line of its own, on any database, forward or back."""
    url = f"--url=offline:{name}?outputLiquibaseSql=none&changeLogFile=h.csv"
    scripts = []
    for text in ("", "".join(f"x{end}{VICTIM}" for end in ENDS) + "\0\x1b[31m\x07"):
        write(id=f"1{text}", author=f"a{text}", comment=f"c{text}", labels="l")
        assert main([command, url, "--changelog-file=c.yaml"]) == 0
        Path("h.csv").unlink(missing_ok=True)
        scripts.append(capsys.readouterr().out)
    assert commands(scripts[1]) == commands(scripts[0])
    assert not re.search("[\0\x07\x1b]", scripts[1])


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("part", ["id", "author", "comment"])
def test_a_script_leaves_what_the_run_leaves(end: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    """SQLite runs the script: the other table stays, and the row says what the change log says."""
    value = f"1{end}{VICTIM}"
    write(**{part: value})
    with closing(sqlite3.connect("v.db")) as database:
        database.execute("CREATE TABLE victim (a INT)")
        assert main(["update-sql", "--url=jdbc:sqlite:v.db", "--changelog-file=c.yaml"]) == 0
        database.executescript(capsys.readouterr().out)
        assert list(database.execute("SELECT count(*) FROM victim")) == [(0,)]
        column = {"comment": "comments"}.get(part, part)
        assert list(database.execute(f"SELECT {column} FROM databasechangelog")) == [(value,)]


@pytest.mark.parametrize("part", ["id", "author", "labels"])
@pytest.mark.parametrize("end", ENDS)
def test_formatted_sql_refuses_what_would_take_two_lines(
    part: str, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(**{part: f"1{end}{VICTIM}"})
    assert main(["convert", "c.yaml", "c.sql", "--dialect=sqlite"]) == 1
    assert "on one line" in capsys.readouterr().err
    assert not Path("c.sql").exists()


def test_remarks_of_converted_files_stay_comments() -> None:
    text = "".join(f"one{end}{VICTIM} " for end in ENDS if end.isascii() is False or end in "\r\n")
    Path("c.xml").write_text(
        '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog '
        'http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">\n'
        f'<!-- {text.replace("--", "")} -->\n<changeSet id="1" author="a"><sql>select 1</sql></changeSet>\n'
        "</databaseChangeLog>\n",
        encoding="utf-8",
        newline="",
    )
    assert main(["convert", "c.xml", "c.sql", "--dialect=sqlite"]) == 0
    written = Path("c.sql").read_bytes().decode()
    assert "victim" in written
    assert commands(written.replace("--", "-- ")) == ["select 1"]


def test_no_script_holds_the_character_at_which_programs_stop_reading(capsys: pytest.CaptureFixture[str]) -> None:
    write(id="1\0")
    assert main(["update-sql", "--url=jdbc:sqlite:v.db", "--changelog-file=c.yaml"]) == 1
    assert "U+0000" in capsys.readouterr().err


HOSTILE = "\x1b[31mRED\x07\x9b2J\0\u202e"
SHOWN = r"\x1b[31mRED\x07\x9b2J\x00\u202e"


@pytest.mark.parametrize("part", ["id", "author", "labels", "comment", "context"])
def test_what_is_printed_has_no_control_characters(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(**{part: HOSTILE})
    for command in (["status", "--verbose"], ["validate"], ["update"], ["history"], ["rollback-count", "1"]):
        main([*command, "--url=jdbc:sqlite:v.db", "--changelog-file=c.yaml"])
        told = "".join(capsys.readouterr())
        assert not re.search("[\0\x07\x1b\x9b\u202e]", told)
        if command[0] == "status" and part in {"id", "author"}:
            assert SHOWN in told


def test_holders_of_locks_and_errors_of_databases_too(capsys: pytest.CaptureFixture[str]) -> None:
    write(changes=[{"sql": {"sql": f'select * from "{HOSTILE[:-2]}"'}}])
    assert main(["update", "--url=jdbc:sqlite:v.db", "--changelog-file=c.yaml"]) == 1
    assert SHOWN[:8] in capsys.readouterr().err
    with closing(sqlite3.connect("v.db")) as database, database:
        database.execute(
            "UPDATE databasechangeloglock SET locked = 1, lockedby = ?, lockgranted = '2024-01-01'", (HOSTILE,)
        )
    assert main(["list-locks", "--url=jdbc:sqlite:v.db"]) == 0
    assert SHOWN in "".join(capsys.readouterr())


def test_json_stays_json(capsys: pytest.CaptureFixture[str]) -> None:
    write(id=HOSTILE)
    assert main(["status", "--verbose", "--format=json", "--url=jdbc:sqlite:v.db", "--changelog-file=c.yaml"]) == 0
    told = capsys.readouterr().out
    assert not re.search("[\0\x07\x1b\x9b]", told)
    assert [f"c.yaml::{HOSTILE}::a"] == json.loads(told)["pending"]


def test_scripts_are_exact_elsewhere_and_escaped_at_a_terminal() -> None:
    write(changes=[{"insert": {"tableName": "t", "columns": [{"column": {"name": "a", "value": "\x1b[31m"}}]}}])
    command = [sys.executable, "-m", "clog", "update-sql", "--url=offline:sqlite", "--changelog-file=c.yaml"]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "'\x1b[31m'" in piped
    Path("databasechangelog.csv").unlink()
    mine, its = pty.openpty()
    subprocess.run(command, stdout=its, stderr=subprocess.DEVNULL, check=True)
    os.close(its)
    seen = b""
    with suppress(OSError):  # at the end: the other side is closed
        while data := os.read(mine, 65536):
            seen += data
    os.close(mine)
    assert rb"'\x1b[31m'" in seen
    assert b"\x1b" not in seen


def test_lines_are_comments_each() -> None:
    assert comment_lines("--", "a\r\nb\rc\u2028d\0") == "-- a\n-- b\n-- c\n-- d\\x00"
    assert escaped("a\r\nb\n\tc\rd é 🙂") == "a\r\nb\n\tc\\x0dd é 🙂"


@pytest.mark.parametrize("name", ["postgresql", "mariadb", "sqlite", "oracle"])
@pytest.mark.parametrize(
    ("column", "change", "hint"),
    [
        ("string", {"usePreparedStatements": True}, "usePreparedStatements=false puts rows without LOBs into it"),
        ("clob", {}, "run clog update"),
    ],
)
def test_a_script_without_rows_says_so(
    name: str, column: str, change: dict[str, bool], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liquibase leaves them out as well, for a line that is no SQL; --strict writes no such script."""
    Path("d.csv").write_text("a\nd.csv\n", encoding="utf-8")
    columns = [{"column": {"name": "a", "type": column}}]
    write(changes=[{"loadData": {"tableName": "t", "file": "d.csv", "columns": columns, **change}}], rollback="")
    url = f"--url=offline:{name}?outputLiquibaseSql=none&changeLogFile=h.csv"
    assert main(["update-sql", url, "--changelog-file=c.yaml"]) == 0
    script, said = capsys.readouterr()
    assert commands(script) == []
    assert said.count("the script leaves out what this loadData writes") == 1
    assert hint in said
    assert "c.yaml:1:" in said
    Path("h.csv").unlink(missing_ok=True)
    assert main(["update-sql", url, "--changelog-file=c.yaml", "--strict"]) == 1
    assert "the script leaves out what this loadData writes" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["postgresql", "mariadb", "sqlite", "oracle"])
def test_a_script_with_rows_says_nothing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that the script has are no matter for a warning, whether values are sent in a run or not."""
    Path("d.csv").write_text("a\n1\n", encoding="utf-8")
    write(changes=[{"loadData": {"tableName": "t", "file": "d.csv"}}], rollback="")
    url = f"--url=offline:{name}?outputLiquibaseSql=none&changeLogFile=h.csv"
    assert main(["update-sql", url, "--changelog-file=c.yaml", "--strict"]) == 0
    script, said = capsys.readouterr()
    assert "INSERT INTO t" in script
    assert said == ""

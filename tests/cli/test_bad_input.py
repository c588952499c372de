"""Wrong inputs: never a traceback; the message says what, where and what to do; the exit status is 1."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clog.cli.command_files import command_names
from clog.cli.commands import find_command
from clog.cli.main import main
from tests.support.servers import server

GOOD = "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE t (id INT);\n-- rollback DROP TABLE t;\n"
ONE_YAML = "databaseChangeLog:\n- changeSet: {{id: {0}, author: ann, changes: [{{sql: select 1}}]}}\n"
OWN_ARGUMENTS = {"checksum", "completion", "convert", "format", "init", "inspect", "schema"}
VALUES = {
    "changeset_identifier": "c.sql::1::ann", "count": "1", "date": "2020-01-01", "sql": "SELECT 1", "tag": "v1",
}  # fmt: skip

FILES: dict[str, tuple[str, bytes, str]] = {
    "empty.xml": ("no element found", b"", "starts with <databaseChangeLog>"),
    "empty.yaml": ("the file is empty", b"", "starts with databaseChangeLog:"),
    "empty.json": ("the file is empty", b"", "starts with databaseChangeLog:"),
    "a.txt": ("nothing reads change logs named like", b"x", "end in .xml, .yaml"),
    "list.json": ("there is no databaseChangeLog", b"[]", "and a list below it"),
    "number.json": ("there is no databaseChangeLog", b"1", ""),
    "noid.json": ("has no id", b'{"databaseChangeLog": [{"changeSet": "x"}]}', "no other change set"),
    "types.yaml": (
        "column: 3 stands where a list must be",
        b"databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: [1], columns: 3}}]}",
        "",
    ),
    "binary.xml": ("byte 0xff at offset 0 is not text in UTF-8", b"\xff\x00" * 99, "--file-encoding"),
    "latin1.yaml": ("byte 0xe9", ONE_YAML.format("\xe9").encode("latin-1"), "--file-encoding"),
    "broken.xml": ("mismatched tag", b"<databaseChangeLog><changeSet></databaseChangeLog>", "close elements"),
    "broken.yaml": ("broken.yaml:2:21", b"databaseChangeLog:\n  - changeSet: {a: [}\n", ""),
    "tab.yaml": ("cannot start any token", b"databaseChangeLog:\n\t- changeSet:\n", ""),
    "broken.json": ("broken.json:1:24", b'{"databaseChangeLog": [}', ""),
    "half.json": ("invalid Unicode", b'{"databaseChangeLog": [{"changeSet": {"id": "\\ud800", "author": "a"}}]}', ""),
    "deep.json": ("nesting depth", b'{"databaseChangeLog": ' + b"[" * 9999 + b"]" * 9999 + b"}", ""),
    "entity.xml": ("<!ENTITY>", b'<!DOCTYPE x [<!ENTITY a "b">]><databaseChangeLog>&a;</databaseChangeLog>', "&lt;"),
    "root.xml": ("<html> is no change log", b"<html/>", "starts with <databaseChangeLog>"),
    "cycle.yaml": ("includes itself", b"databaseChangeLog: [{include: {file: cycle.yaml}}]", "take one of these"),
    "include.yaml": ("nope/b.yaml", b"databaseChangeLog: [{include: {file: nope/b.yaml}}]", ""),
}
"""Change logs by name: what is said about them, what is in them, and what the hint says."""

READABLE: dict[str, bytes] = {
    "bom.sql": b"\xef\xbb\xbf" + GOOD.encode(),
    "crlf.sql": GOOD.replace("\n", "\r\n").encode(),
    "bom.yaml": b"\xef\xbb\xbf" + ONE_YAML.format(1).encode(),
    "huge.yaml": ONE_YAML.format("9" * 5000).encode(),
    "pair.json": b'{"databaseChangeLog": [{"changeSet": {"id": "\\ud83d\\ude00", "author": "a", "changes": []}}]}',
    "nothing.json": b'{"databaseChangeLog": []}',
}

URLS: dict[str, tuple[str, str]] = {
    "": ("there is no URL", "write url= into liquibase.properties"),
    "jdbc:": ("is not a URL", "use jdbc:sqlite:FILE"),
    "jdbc:postgre://x/y": ("is not a URL", "did you mean jdbc:postgres"),
    "jdbc:sqllite:x.db": ("is not a URL", "did you mean jdbc:sqlite:"),
    "x.db": ("is not a URL", "did you mean jdbc:sqlite:x.db?"),
    "jdbc:p6spy:postgresql://u:canary99@x/y": ("is not a URL", "the URL of the database itself: jdbc:postgresql:"),
    "jdbc:aws-wrapper:mysql://x/y?a=b": ("is not a URL", "the URL of the database itself: jdbc:mysql:"),
    "jdbc:tc:postgresql:15:///y": ("is not a URL", "the URL of the database itself: jdbc:postgresql:"),
    "jdbc:p6spy:oracle:thin:@x:1521:y": ("is not a URL", "clog update-sql --url=offline:oracle"),
    "jdbc:oracle:thin:@//h:1521/x": ("cannot connect to", "--url=offline:oracle"),
    "jdbc:sqlserver://h:1433;databaseName=x;password=canary99": ("cannot connect to", "--url=offline:mssql"),
    "jdbc:db2://h:50000/x:user=a;password=canary99;": ("cannot connect to", "--url=offline:db2"),
    "jdbc:h2:mem:x": ("cannot connect to", "--url=offline:h2"),
    "jdbc:hsqldb:mem:x": ("cannot connect to", "--url=offline:hsqldb"),
    "jdbc:derby:memory:x;create=true": ("cannot connect to", "--url=offline:derby"),
    "jdbc:firebirdsql://h/x": ("cannot connect to", "--url=offline:firebird"),
    "jdbc:snowflake://x.com/?db=y": ("cannot connect to", "--url=offline:snowflake"),
    "jdbc:informix-sqli://h:1/x:INFORMIXSERVER=a": ("cannot connect to", "--url=offline:informix"),
    "jdbc:ingres://h:II7/x": ("cannot connect to", "--url=offline:ingres"),
    "jdbc:sqlanywhere:x=1": ("cannot connect to", "--url=offline:asany"),
    "jdbc:edb://h/x": ("is not a URL", "protocol of PostgreSQL: jdbc:postgresql"),
    "jdbc:postgresql://127.0.0.1:abc/x": ("no host that makes sense", "the port a number"),
    "jdbc:postgresql://127.0.0.1:1/x": ("cannot connect to jdbc:postgresql://127.0.0.1:1/x", "is the server running"),
    "jdbc:mariadb://u:canary99@127.0.0.1:1/x": ("cannot connect to jdbc:mariadb:", "is the server running"),
    "jdbc:sqlite:.": ("cannot open", "is a folder"),
    "jdbc:sqlite:no/x.db": ("cannot open", "there is no folder no"),
    "jdbc:sqlite:text.db": ("file is not a database", "no SQLite database"),
    "jdbc:sqlite:a\0b": ("cannot open", ""),
    "offline:": ("names no database", "offline:postgresql"),
    "offline:postgresql?version=abc": ('version cannot be "abc"', "numbers with points"),
    "offline:postgresql?changeLogFile=c.sql": ("has no columns ID, AUTHOR and FILENAME", "names another"),
}

OPTIONS: dict[str, tuple[str, str, str]] = {
    "--chang-log-file=c.sql": ("update", "No such option", "--changelog-file"),
    "--strict=maybe": ("update", "neither true nor false", ""),
    "--format=xml": ("update", "no answer in the form", "text, json"),
    "--format=sarif": ("status", "no answer in the form", "junit"),
    "--file-encoding=klingon": ("update", "which is no encoding", "UTF-8"),
    "--output-file-encoding=hex": ("update-sql", "which is no encoding", "UTF-8"),
    "--output-file=.": ("update-sql", "cannot write .: Is a directory", ""),
    "--output-file=/dev/full": ("update-sql", "cannot write /dev/full: No space left on device", "make room"),
    "--report=/dev/full": ("update", "cannot write /dev/full: No space left on device", "the run is done"),
    "--report=/no/such/r.json": ("update", "cannot write /no/such/r.json", ""),
    "--defaults-file=.": ("update", "cannot read defaults file .", ""),
    "--config=nope.toml": ("update", "there is no file nope.toml", "clog.toml"),
    "--config=c.sql": ("update", "c.sql is not TOML", ""),
    "--target=nope": ("update", 'no target "nope"', "[targets.nope]"),
    "--password-file=nope": ("update", "cannot read the password file nope", ""),
    "--password-command=false": ("update", "failed with status 1", ""),
    "--missing-property-mode=foo": ("update", '"foo"', "PRESERVE, EMPTY, ERROR"),
    "--driver=foo": ("update", "is no driver", "leave --driver out"),
    "--changelog-file=d.sql": ("update", 'the file "d.sql" is not on', 'did you mean "c.sql"?'),
    "--changelog-file=.": ("update", '"." is a folder', "name a file in it"),
    "--search-path=text.db": ("update", "cannot be read", "directories and zip"),
    "--count=x": ("rollback-count", "not a whole number", ""),
    "--count=-1": ("rollback-count", "-1 is no number of change sets", "clog rollback-count 2"),
    "--date=yesterday": ("rollback-to-date", '"yesterday" is no date', "2024-02-01"),
    "--date=2024-13-45": ("rollback-to-date", "is no date", "2024-02-01"),
    "--date=0001-01-01T00:00+14:00": ("rollback-to-date", "is no date", "2024-02-01"),
    "--tag=nope": ("rollback", "nope", ""),
    "--tag=": ("tag", "needs a tag", "clog tag v1"),
    "--changeset-identifier=foo": ("calculate-checksum", "is not path::id::author", ""),
    "--changeset-identifier=no::such::one": ("update-one-changeset", "there is no change set", "path::id::author"),
}
"""Options by what is wrong: the command, what is said, and what the hint says."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(GOOD, encoding="utf-8")
    Path("text.db").write_text("hello " * 99, encoding="utf-8")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 1) -> str:
    """Run what must fail; give what was said, which holds no secret and no traceback."""
    assert main(arguments) == status, arguments
    out, err = capsys.readouterr()
    for never in ("Traceback", "CLOG999", "canary99"):
        assert never not in out + err, (arguments, err)
    assert "[CLOG" in out + err or "failed " in out, (arguments, err)
    return str(err)


def arguments_of(name: str) -> list[str]:
    """Give the arguments that a command cannot do without."""
    command: Any = find_command(name)
    return [value for field, value in VALUES.items() if command.positional == field]


@pytest.mark.parametrize("name", FILES)
def test_change_logs_that_make_no_sense(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    message, data, hint = FILES[name]
    Path(name).write_bytes(data)
    for command in ("status", "validate"):
        err = refused(capsys, command, "--url=jdbc:sqlite:x.db", f"--changelog-file={name}")
        assert message in err
        assert hint in err
        assert name in err


@pytest.mark.parametrize("name", READABLE)
def test_change_logs_that_only_look_odd(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(READABLE[name])
    assert main(["update", "--url=jdbc:sqlite:x.db", f"--changelog-file={name}"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("url", URLS)
def test_urls_that_lead_nowhere(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    message, hint = URLS[url]
    err = refused(capsys, "status", f"--url={url}", "--changelog-file=c.sql")
    assert message in err
    assert hint in err


@pytest.mark.parametrize("option", OPTIONS)
def test_options_with_wrong_values(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    command, message, hint = OPTIONS[option]
    given = ["--url=jdbc:sqlite:x.db", "--changelog-file=c.sql"]
    err = refused(
        capsys, command, *[one for one in given if one.split("=")[0] != option.split("=", maxsplit=1)[0]], option
    )
    assert message in err
    assert hint in err


@pytest.mark.parametrize("name", sorted(set(command_names()) - OWN_ARGUMENTS))
def test_every_command_says_what_is_missing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name != "doctor":  # whose answer it is
        assert "there is no URL" in refused(capsys, name, "--changelog-file=c.sql", *arguments_of(name))
    refused(capsys, name, "--url=jdbc:sqlite:text.db", "--changelog-file=c.sql", *arguments_of(name))
    refused(capsys, name, "--url=jdbc:postgresql://127.0.0.1:1/x", "--changelog-file=c.sql", *arguments_of(name))
    assert "No such option" in refused(capsys, name, "--nonsense=1")


def test_an_option_of_other_commands_names_these(capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(capsys, "update", "--count=3")
    assert "No such option '--count'" in err
    assert "it belongs to" in err
    assert "update-count, update-count-sql" in err
    assert "Did you mean" not in err


def test_init_makes_no_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(capsys, "init", "project", "--changelog-file=root.sql", "--format=json")
    assert "root.sql would not be read as json" in err
    assert not Path("root.sql").exists()
    assert main(["init", "project", "--changelog-file=root.yml", "--format=yaml"]) == 0


def test_without_a_command_the_options_are_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no command" in refused(capsys, "--url=jdbc:sqlite:x.db", status=2)
    assert "did you mean update" in refused(capsys, "updaet")


def test_a_log_that_cannot_grow_does_not_stop_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--url=jdbc:sqlite:x.db", "--changelog-file=c.sql", "--log-file=/dev/full"]
    assert main(["update", *arguments]) == 0
    assert "the log goes no further" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "database", "login", "hint"),
    [
        ("postgresql", "no_such_database", {}, "make the database first"),
        ("mariadb", "no_such_database", {}, "make the database first"),
        ("postgresql", "", {"username": "no_such_user", "password": "canary99"}, "--username and the password"),
        ("mariadb", "", {"username": "no_such_user", "password": "canary99"}, "--username and the password"),
    ],
)
def test_servers_that_refuse(
    kind: str,
    database: str,
    login: dict[str, str],
    hint: str,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    url = server(kind).jdbc(database) if database else url.partition("?")[0]
    options = [f"--{name}={value}" for name, value in login.items()]
    assert hint in refused(capsys, "status", f"--url={url}", "--changelog-file=c.sql", *options)


def test_a_locked_file_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clog.database.connection.drivers.sqlite.session.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect("x.db", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE other (a)")
        connection.execute("BEGIN EXCLUSIVE")
        err = refused(
            capsys, "update", "--url=jdbc:sqlite:x.db", "--changelog-file=c.sql",
            "--changelog-lock-wait-time-in-minutes=0",
        )  # fmt: skip
    assert "locked" in err


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run clog in a shell."""
    line = " ".join(command).replace("clog ", f"{sys.executable} -m clog ")
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_output_that_goes_nowhere() -> None:
    Path("liquibase.properties").write_text("url=offline:postgresql\nchangelogFile=c.sql\n", encoding="utf-8")
    Path("c.sql").write_text(GOOD + "SELECT 'x';\n" * 20000, encoding="utf-8")
    piped = run("clog update-sql | head -1")
    assert piped.stdout[:2] == "--"
    assert piped.stderr.startswith("standard output is not read any more: the rest of the answer is not written")
    assert piped.stderr.count("\n") <= 3
    full = run("clog update-sql > /dev/full")
    assert (full.returncode, full.stderr.splitlines()[0]) == (
        1,
        "cannot write standard output: No space left on device [CLOG700]",
    )
    helped = run("clog --help > /dev/full")
    assert (helped.returncode, "No space left on device" in helped.stderr) == (1, True)
    assert "Traceback" not in helped.stderr


def test_other_locales() -> None:
    Path("liquibase.properties").write_text("url=offline:postgresql\nchangelogFile=c.sql\n", encoding="utf-8")
    Path("c.sql").write_text(GOOD.replace("t (id", "tür (id"), encoding="utf-8")
    assert "CREATE TABLE tür" in run("clog update-sql", LC_ALL="C", PYTHONIOENCODING="").stdout
    Path("databasechangelog.csv").unlink()
    ascii_only = run("clog update-sql", PYTHONIOENCODING="ascii")
    assert (ascii_only.returncode, "has no '\\xfc' (U+00FC)" in ascii_only.stderr) == (1, True)
    assert "--output-file-encoding" in ascii_only.stderr


DEEP = "a = " + "[" * 5000


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (DEEP, "nested too deeply"),
        ("a=" + "{a=" * 3000, "nested too deeply"),
        ("a = " + "9" * 6000, "4300 digits"),
        ("targets = 1", "targets is no table"),
        ("[[targets]]\nx = 1", "targets is no table"),
        ('[targets]\na = "x"', "a is no table"),
        ('parameters = "x"', "parameters is no table"),
        ("[parameters]\na = 0x" + "f" * 9000, ""),
    ],
)
def test_odd_settings(text: str, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("clog.toml").write_text(text, encoding="utf-8")
    Path("c.sql").write_text("--liquibase formatted sql\n", encoding="utf-8")
    arguments = ["status", "--changelog-file=c.sql", "--url=sqlite:///x.db"]
    status = main([*arguments, "--target=a"] if "targets" in text else arguments)
    told = capsys.readouterr().err
    assert "CLOG999" not in told
    assert (status, fault in told) == (1 if fault else 0, True)


@pytest.mark.parametrize(
    "line",
    [
        "url=jdbc:postgresql://a..b/x",
        f"url=jdbc:mariadb://{'x' * 70}/x",
        "outputFile=\\u0000",
        "url=offline:sqlite?version=" + "9" * 6000,
    ],
)
def test_values_that_no_system_takes(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text("--liquibase formatted sql\n--ignoreLines:" + "9" * 6000 + "\nx\n", encoding="utf-8")
    Path("d.properties").write_text(line, encoding="utf-8")
    url = () if line.startswith("url") else ("--url=offline:sqlite?outputLiquibaseSql=none",)
    assert main(["--defaults-file=d.properties", *url, "update-sql", "--changelog-file=c.sql"]) == 1
    told = capsys.readouterr().err
    assert "[CLOG" in told
    assert "CLOG999" not in told


def test_more_lines_are_passed_over_than_any_file_has(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text("--liquibase formatted sql\n--ignoreLines:" + "9" * 6000 + "\nx\n", encoding="utf-8")
    assert main(["validate", "--changelog-file=c.sql", "--url=offline:sqlite"]) == 0
    assert "CLOG999" not in capsys.readouterr().err

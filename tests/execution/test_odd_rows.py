"""Histories and locks with values that Liquibase does not write: commands go on, and the lock can always be freed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.lock.acquire import change_log_lock
from clog.errors import LockHeld
from clog.model.moments import moment_of
from tests.support.contents import connection, kind_of

CHANGE_LOG = """--liquibase formatted sql
--changeset a:1
create table t1 (a int);
--rollback drop table t1;
--changeset a:2
create table t2 (a int);
--rollback drop table t2;
"""

COLUMNS = "ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM, TAG"
ROWS: dict[str, tuple[str, ...]] = {
    "any": (
        "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
        "'', '', '', '2024-01-01 00:00:00', -7, '', '', ''",
        "'9', 'a', 'c.sql', '2024-01-01 00:00:00', 3, 'WHATEVER', '0:x', 'v1'",
        "'9', 'a', 'd.sql', '2024-01-01 00:00:00', 3, 'EXECUTED', '9999999999999:x', 'v1'",
    ),
    "sqlite": (
        "x'fe', x'ff', 'e.sql', x'00', x'01', x'02', x'03', x'04'",
        "'7', CAST(x'ff41' AS TEXT), 'e.sql', 'yesterday', 'abc', 'EXECUTED', NULL, NULL",
        "'8', 'a', 'e.sql', 1700000000000, 1.5, 'EXECUTED', NULL, NULL",
        "'9', 'a', 'e.sql', '0000-00-00 00:00:00', 1e300, 'EXECUTED', NULL, NULL",
    ),
    "postgresql": (
        "'5', 'a', 'e.sql', 'infinity', 3, 'EXECUTED', NULL, NULL",
        "'6', 'a', 'e.sql', '-infinity', 3, 'EXECUTED', NULL, NULL",
        "'7', 'a', 'e.sql', '0044-03-15 BC', 3, 'EXECUTED', NULL, NULL",
        "'8', 'a', 'e.sql', '20000-01-01', 3, 'EXECUTED', NULL, NULL",
    ),
    "mariadb": (
        "'5', 'a', 'e.sql', '0000-00-00 00:00:00', 3, 'EXECUTED', NULL, NULL",
        "'6', 'a', 'e.sql', '0000-01-00 00:00:00', 3, 'EXECUTED', NULL, NULL",
    ),
}
"""Rows that somebody wrote by hand, or another program."""

LOOSE = {
    "sqlite": (
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_master SET sql = REPLACE(sql, ' NOT NULL', '') WHERE name = 'DATABASECHANGELOG'",
    ),
    "postgresql": tuple(
        f"ALTER TABLE DATABASECHANGELOG ALTER {column} DROP NOT NULL" for column in COLUMNS.split(", ")[:6]
    ),
    "mariadb": (
        "SET SESSION sql_mode = ''",
        "ALTER TABLE DATABASECHANGELOG MODIFY ID VARCHAR(255) NULL",
        "ALTER TABLE DATABASECHANGELOG MODIFY AUTHOR VARCHAR(255) NULL, MODIFY FILENAME VARCHAR(255) NULL",
        "ALTER TABLE DATABASECHANGELOG MODIFY DATEEXECUTED DATETIME NULL, MODIFY ORDEREXECUTED INT NULL",
        "ALTER TABLE DATABASECHANGELOG MODIFY EXECTYPE VARCHAR(10) NULL",
    ),
}
"""What lets a history table have NULL everywhere."""

READING = (
    ("status", "--verbose"), ("history",), ("history", "--format=json"), ("history", "--format=text"),
    ("unexpected-changesets", "--verbose"), ("why", "c.sql"), ("list-locks",), ("tag-exists", "v1"), ("validate",),
    ("update-sql",), ("rollback-count-sql", "1"), ("rollback-to-date-sql", "2020-01-01"), ("rollback-sql", "v1"),
    ("future-rollback-sql",), ("rollback-one-update-sql", "--force"), ("changelog-sync-sql",),
)  # fmt: skip
WRITING = (
    ("update",), ("tag", "v2"), ("rollback-count", "1"), ("clear-checksums",), ("changelog-sync",), ("release-locks",),
)  # fmt: skip

LOCKS = {
    "any": (
        "LOCKED = {true}, LOCKEDBY = NULL, LOCKGRANTED = NULL",
        "LOCKED = {true}, LOCKEDBY = 'x', LOCKGRANTED = NULL",
    ),
    "sqlite": ("LOCKED = 1, LOCKEDBY = x'ff', LOCKGRANTED = 'yesterday'", "LOCKED = 'yes', LOCKGRANTED = 5"),
    "postgresql": (
        "LOCKED = TRUE, LOCKEDBY = 'x', LOCKGRANTED = 'infinity'",
        "LOCKED = TRUE, LOCKEDBY = 'x#clog 3 (1)', LOCKGRANTED = '0044-03-15 BC'",
        "LOCKED = TRUE, LOCKGRANTED = '20000-01-01'",
    ),
    "mariadb": ("LOCKED = 1, LOCKEDBY = 'x', LOCKGRANTED = '0000-00-00 00:00:00'",),
}
"""What may stand in the row of the lock."""


@pytest.fixture(autouse=True)
def _change_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(CHANGE_LOG)


def run(url: str, command: str, *more: str) -> int:
    options = (f"--url={url}", "--changelog-file=c.sql", "--changelog-lock-wait-time-in-minutes=0")
    return main([command, *options, *more])


def write(url: str, *statements: str) -> None:
    with closing(connection(url)) as at, closing(at.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_odd_rows_of_the_history_break_no_command(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(database_url, "update") == 0
    kind = kind_of(database_url)
    rows = (*ROWS["any"], *ROWS[kind])
    inserts = [f"INSERT INTO DATABASECHANGELOG ({COLUMNS}) VALUES ({row})" for row in rows]
    write(database_url, *LOOSE[kind])
    write(database_url, *LOOSE[kind][:1], *inserts)
    for command in (*READING, *WRITING):
        status = run(database_url, *command)
        said = capsys.readouterr()
        assert status == 0, (command, said)
        if command == ("unexpected-changesets", "--verbose"):
            assert f"{len(rows)} unexpected changes were found" in said.out
            assert "e.sql" in said.out


def test_odd_rows_of_a_lock_are_listed_and_freed(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    kind = kind_of(database_url)
    true = {"postgresql": "TRUE"}.get(kind, "1")
    assert run(database_url, "release-locks") == 0
    for odd in (*LOCKS["any"], *LOCKS[kind]):
        write(
            database_url,
            *LOOSE[kind][:1] * (kind == "mariadb"),
            f"UPDATE DATABASECHANGELOGLOCK SET {odd}".format(true=true),
        )
        capsys.readouterr()
        assert run(database_url, "list-locks") == 0
        listed = capsys.readouterr().out
        assert " at " in listed or "'yes'" in odd, odd
        assert "None" not in listed
        with connect(database_url) as session, pytest.raises(LockHeld), change_log_lock(session, wait=0.0):
            pass
        assert run(database_url, "release-locks") == 0, odd
        assert run(database_url, "list-locks") == 0
        assert "No locks" in capsys.readouterr().out
        with connect(database_url) as session, change_log_lock(session, wait=0.0):
            pass


def test_odd_rows_of_our_own_lock_table_do_not_keep_others_out(sqlite_url: str) -> None:
    assert run(sqlite_url, "update") == 0
    write(sqlite_url, "UPDATE clog_lock SET TOKEN = 'abc', HOLDER = x'ff', BEAT = 'q', LEASE = x'00'")
    with connect(sqlite_url) as session, change_log_lock(session, wait=0.0):
        pass


def test_odd_rows_of_a_history_file_break_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("h.csv").write_text(
        '"ID","AUTHOR","FILENAME","DATEEXECUTED","ORDEREXECUTED","EXECTYPE","MD5SUM"\n'
        '"","","","","","",""\n'
        '"1","a"\n'
        '"2","a","e.sql","yesterday","--5","WHAT",":"\n'
        '"3","a","e.sql","infinity","²","WHAT","9"\n'
        f'"4","a","e.sql","0000-00-00","{"9" * 5000}","","x"\n'
        '"5","a","e.sql","2024-01-01T00:00:00","7","EXECUTED","8:x","","","","","","","","too","many"\n'
    )
    reading = [command for command in READING if command[0] not in {"list-locks", "rollback-sql"}]
    for command in (*reading, ("status",)):
        status = run("offline:postgresql?changeLogFile=h.csv", *command)
        assert status == 0, (command, capsys.readouterr())
    assert "2 changesets" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"A,B\n1,2\n", ["h.csv:1:1: ", "no columns ID, AUTHOR and FILENAME", "    1 | A,B\n      | ^"]),
        (b"ID,AUTHOR,FILENAME\n1,a,e\n2,\xfc,e\n", ["h.csv:3:3: ", "byte 0xfc is not text in UTF-8", "      |   ^"]),
        (
            b'ID,AUTHOR,FILENAME\n1,a,e\n2,"' + b"x" * 140_000 + b'",e\n',
            ["h.csv:3:1: ", "field larger", '    3 | 2,"xx'],
        ),
        (b"", ["no columns ID, AUTHOR and FILENAME"]),
    ],
)
def test_a_history_file_that_is_none_is_shown_at_the_place(
    data: bytes, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("h.csv").write_bytes(data)
    assert run("offline:postgresql?changeLogFile=h.csv", "history") == 1
    told = capsys.readouterr().err
    assert "CLOG505" in told
    assert all(text in told for text in said), told


@pytest.mark.parametrize(
    ("executed", "year"),
    [
        ("infinity", 9999), ("-infinity", 1), ("0044-03-15 00:00:00 BC", 1), ("20000-01-01 00:00:00", 9999),
        ("2024-01-01 10:00:00.123", 2024), ("yesterday", None), ("0000-00-00 00:00:00", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_far_as_it_is_one(executed: Any, year: int | None) -> None:
    moment = moment_of(executed)
    assert (None if moment is None else moment.year) == year


def test_a_history_with_an_empty_path_is_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(CHANGE_LOG.replace("sql\n", "sql logicalFilePath:\n", 1))
    offline = "offline:sqlite?changeLogFile=h.csv"
    assert run(offline, "update-sql") == 0
    assert "the history will have an empty path" in capsys.readouterr().err
    assert '"1","a","",' in Path("h.csv").read_text()
    assert run(offline, "status") == 0
    assert "is up to date" in capsys.readouterr().out
    Path("c.sql").write_text(CHANGE_LOG)
    assert run(offline, "status") == 0
    assert "2 changesets have not been applied" in capsys.readouterr().out

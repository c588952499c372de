"""After "nothing of this change set remains" nobody says "half done"; what really is half done is told until it is ended."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.recovery.journal import half_done
from tests.support.contents import connection, kind_of

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE t (a INT);\nINSERT INTO t VALUES (1), (1);\n-- rollback DROP TABLE t;\n"
NOTHING = {
    "a typing error": ("", "CREATE TABEL u (a INT)", "CREATE TABLE u (a INT)"),
    "a table that is not there": ("", "ALTER TABLE nowhere ADD b INT", "ALTER TABLE t ADD b INT"),
    "what is there already": ("", "CREATE TABLE t (a INT)", "CREATE TABLE u (a INT)"),
    "outside of a transaction": (
        " runInTransaction:false",
        "INSERT INTO nowhere VALUES (1)",
        "INSERT INTO t VALUES (2)",
    ),
    "failOnError": (" failOnError:false", "CREATE TABEL u (a INT)", "CREATE TABLE u (a INT)"),
}


class Log:
    """A change log on a database."""

    def __init__(self, url: str, folder: Path, capsys: Any) -> None:
        self.url, self.folder, self.capsys = url, folder, capsys

    def run(self, more: str, *words: str) -> tuple[int, str]:
        (self.folder / "c.sql").write_text(FIRST + more, encoding="utf-8")
        status = main([f"--url={self.url}", "--changelog-file=c.sql", f"--search-path={self.folder}", *words])
        return status, self.capsys.readouterr().err

    def noted(self) -> int:
        with connect(self.url) as session:
            return len(half_done(session))


@pytest.fixture
def log(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Log:
    return Log(database_url, tmp_path, capsys)


@pytest.mark.parametrize("name", NOTHING)
def test_a_change_set_that_did_nothing(log: Log, name: str) -> None:
    """Neither the next command nor the next update speaks of it; the update just runs it."""
    words, wrong, right = NOTHING[name]
    head = f"-- changeset ann:2{words}\n"
    status, err = log.run(f"{head}{wrong};\n", "update")
    assert (status == 0) == ("failOnError" in words), err
    assert status == 0 or "nothing of this change set remains" in err
    assert log.noted() == 0
    for command in (["status"], ["rollback-count", "1", "--yes"], ["update"]):
        assert "half done" not in log.run(f"{head}{wrong};\n", *command)[1]
    status, err = log.run(f"{head}{right};\n", "update")
    assert (status, "half done" in err) == (0, False), err


def test_a_statement_that_did_a_part_of_its_work(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    """DROP TABLE of two, one of which is not there, drops the other one: that is told."""
    log = Log(mariadb_url, tmp_path, capsys)
    status, err = log.run("-- changeset ann:2\nDROP TABLE t, nowhere;\n", "update")
    assert status == 1
    assert "its first statement may be done in part" in err
    assert "nothing of this change set remains" not in err
    assert log.noted() == 1
    assert "broke off half done" in log.run("-- changeset ann:2\nDROP TABLE t, nowhere;\n", "rollback-count", "1")[1]


def test_an_index_that_is_not_valid(postgresql_url: str, tmp_path: Path, capsys: Any) -> None:
    """CREATE INDEX CONCURRENTLY leaves one where rows are in its way; the next update takes it away and goes on."""
    log = Log(postgresql_url, tmp_path, capsys)
    more = "-- changeset ann:2\nCREATE UNIQUE INDEX CONCURRENTLY ix ON t (a);\n"
    status, err = log.run(more, "update")
    assert (status, "its first statement may be done in part" in err, log.noted()) == (1, True, 1), err
    with closing(connection(postgresql_url)) as at, closing(at.cursor()) as cursor:
        cursor.execute("DELETE FROM t")
    status, err = log.run(more, "update")
    assert (status, log.noted()) == (0, 0), err


def test_what_is_half_done_is_told_until_it_is_ended(log: Log) -> None:
    own = " runInTransaction:false" if kind_of(log.url) != "mariadb" else ""
    more = f"-- changeset ann:2{own}\nCREATE TABLE u (a INT);\nINSERT INTO nowhere VALUES (1);\n"
    status, err = log.run(more, "update")
    assert (status, "its first statement is done and not run again" in err, log.noted()) == (1, True, 1), err
    assert "broke off half done" in log.run(more, "rollback-count", "0")[1]
    status, err = log.run(more.replace("nowhere", "t"), "update")
    assert (status, "is taken up where it stopped" in err, log.noted()) == (0, True, 0), err

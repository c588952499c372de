"""What goes wrong in the middle of a run: the state is right, it is said, and the next run goes on."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.lock.table import list_locks
from tests.support.contents import connection, database, kind_of
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FIRST = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT PRIMARY KEY, n INT);
INSERT INTO t VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0);
CREATE TABLE counter (n INT);
INSERT INTO counter VALUES (0);
"""
SLOW = {"postgresql": "INSERT INTO t SELECT 9, 9 FROM pg_sleep(20);", "mariadb": "INSERT INTO t SELECT 9, SLEEP(20);"}
END = {
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND query LIKE 'INSERT%pg_sleep%'",
    "mariadb": "SELECT concat('KILL ', id) FROM information_schema.PROCESSLIST WHERE db = '{}' AND info LIKE 'INSERT%SLEEP%'",
}
WAITING = {
    "postgresql": "SELECT 1 FROM pg_stat_activity WHERE datname = '{}' AND wait_event_type = 'Lock'",
    "mariadb": (
        "SELECT 1 FROM information_schema.INNODB_TRX JOIN information_schema.PROCESSLIST ON ID = trx_mysql_thread_id "
        "WHERE trx_state = 'LOCK WAIT' AND db = '{}'"
    ),
}
FOR_A_TABLE = "SELECT 1 FROM information_schema.PROCESSLIST WHERE state LIKE '%metadata lock' AND db = '{}'"


class Runs:
    """Runs of one change log that grows."""

    def __init__(self, url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self.kind = kind_of(url)
        self.folder = folder
        self.capsys = capsys
        self.text = FIRST
        assert self.run("")[0] == 0

    def write(self, more: str) -> None:
        (self.folder / "c.sql").write_text(self.text + more, encoding="utf-8")

    def run(self, more: str, *words: str) -> tuple[int, str]:
        self.write(more)
        given = [f"--url={self.url}", "--changelog-file=c.sql", f"--search-path={self.folder}", "update", *words]
        status = main(given)
        return status, self.capsys.readouterr().err

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(connection(self.url)) as at, closing(at.cursor()) as cursor:
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]

    def free(self) -> bool:
        with connect(self.url) as session:
            return list_locks(session) == []

    @contextmanager
    def other(self, *statements: str) -> Iterator[Any]:
        """Let another program be in the middle of a transaction."""
        with closing(connection(self.url)) as at, closing(at.cursor()) as cursor:
            for statement in ("BEGIN IMMEDIATE" if self.kind == "sqlite" else "BEGIN", *statements):
                cursor.execute(statement)
            yield cursor


@pytest.fixture
def runs(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(database_url, tmp_path, capsys)


@pytest.fixture
def server_runs(server_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(server_url, tmp_path, capsys)


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do something while a run goes on."""
    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join()


def until(found: Callable[[], Any]) -> Any:
    """Wait for something.

    InnoDB keeps what it says of transactions for as long as somebody asks more often than every 0.1 s.
    """
    deadline = time.monotonic() + 15
    while not (answer := found()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return answer


def test_a_connection_that_is_ended_by_the_server(server_runs: Runs) -> None:
    runs = server_runs
    more = "-- changeset ann:2\nUPDATE counter SET n = n + 1;\n"
    at = server(runs.kind)

    def end() -> None:
        found = until(lambda: at.execute(END[runs.kind].format(database(runs.url))))
        if runs.kind == "mariadb":
            at.execute(found[0][0])

    with meanwhile(end):
        status, err = runs.run(more + SLOW[runs.kind])
    assert status == 1
    assert "c.sql:7:1: running c.sql::2::ann failed: " in err
    assert "[CLOG604]" in err
    assert "hint: run the command again when the database is there again" in err
    assert runs.free()
    assert runs.query("SELECT n FROM counter") == [(0,)]
    assert runs.run(more)[0] == 0
    assert runs.query("SELECT n FROM counter") == [(1,)]


def test_a_deadlock_is_tried_again(server_runs: Runs) -> None:
    runs = server_runs
    more = (
        "-- changeset ann:2\nUPDATE counter SET n = n + 1;\nUPDATE t SET n = n + 1 WHERE id = 1;\n"
        "UPDATE t SET n = n + 1 WHERE id = 2;\n"
    )
    # The other one is not chosen as the victim: it looks for deadlocks later, or has changed more rows.
    many = "INSERT INTO t SELECT seq, 0 FROM seq_100_to_300"
    first = "SET LOCAL deadlock_timeout = '20s'" if runs.kind == "postgresql" else many
    with runs.other(first, "UPDATE t SET n = n + 10 WHERE id = 2") as cursor:

        def collide() -> None:
            until(lambda: server(runs.kind).execute(WAITING[runs.kind].format(database(runs.url))))
            cursor.execute("UPDATE t SET n = n + 10 WHERE id = 1")
            cursor.execute("COMMIT")

        with meanwhile(collide):
            status, err = runs.run(more)
    assert status == 0, err
    assert "warning: c.sql::2::ann is run again: others were in its way (" in err
    assert "eadlock" in err
    assert runs.query("SELECT n FROM counter") == [(1,)]
    assert runs.query("SELECT n FROM t WHERE id < 3 ORDER BY id") == [(11,), (11,)]


def test_a_lock_timeout_is_told(server_runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clog.execution.executor.PAUSES", (0.1,))
    runs = server_runs
    more = "-- changeset ann:2\nUPDATE counter SET n = n + 1;\nUPDATE t SET n = n + 1 WHERE id = 1;\n"
    with runs.other("UPDATE t SET n = n + 10 WHERE id = 1"):
        status, err = runs.run(more, "--lock-timeout=1")
    assert status == 1
    assert err.count("is run again") == 1
    assert (
        "nothing of this change set remains; wait until others are done, or let it wait longer with --lock-timeout"
        in err
    )
    assert runs.free()
    assert runs.query("SELECT n FROM counter") == [(0,)]
    assert runs.run(more)[0] == 0


def test_a_writer_in_the_file_of_sqlite_is_told(sqlite_url: str, tmp_path: Path, capsys: Any) -> None:
    runs = Runs(sqlite_url, tmp_path, capsys)
    with runs.other("UPDATE t SET n = 5"):
        words = ("--lock-timeout=1", "--changelog-lock-wait-time-in-minutes=0")
        status, err = runs.run("-- changeset ann:2\nDELETE FROM t;\n", *words)
    assert (status, "[CLOG502]" in err, "cannot be taken: database is locked" in err) == (1, True, True), err


def test_ddl_that_waits_too_long_is_tried_again_where_it_stopped(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    runs = Runs(mariadb_url, tmp_path, capsys)
    more = (
        "-- changeset ann:2\nUPDATE counter SET n = n + 1;\nALTER TABLE t ADD c INT;\nUPDATE counter SET n = n + 10;\n"
    )
    with runs.other("SELECT * FROM t") as cursor:

        def let_go() -> None:
            until(lambda: server("mariadb").execute(FOR_A_TABLE.format(database(mariadb_url))))
            time.sleep(1.3)
            cursor.execute("COMMIT")

        with meanwhile(let_go):
            status, err = runs.run(more, "--lock-timeout=1")
    assert status == 0, err
    assert "is run again: others were in its way (Lock wait timeout exceeded" in err
    assert runs.query("SELECT n FROM counter") == [(11,)]


def test_a_full_disk_is_told(sqlite_url: str, tmp_path: Path, capsys: Any) -> None:
    runs = Runs(sqlite_url, tmp_path, capsys)
    grow = "CREATE TABLE big (x TEXT);\n" + "INSERT INTO big VALUES (zeroblob(50000));\n" * 3
    more = f"-- changeset ann:2\nUPDATE counter SET n = n + 1;\n{grow}"
    runs.write(more)
    line = f'ulimit -f 150; exec "{sys.executable}" -m clog --url={sqlite_url} --changelog-file=c.sql update'
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nothing of this change set remains; make room where the database keeps its files" in done.stderr
    assert "Traceback" not in done.stderr
    assert runs.free()
    assert runs.query("SELECT n FROM counter") == [(0,)]
    assert runs.run(more)[0] == 0
    assert runs.query("SELECT n FROM counter") == [(1,)]


def test_a_full_table_is_told(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    runs = Runs(mariadb_url, tmp_path, capsys)
    more = (
        "-- changeset ann:2\nSET max_heap_table_size = 16384;\nCREATE TABLE m (x CHAR(255)) ENGINE = MEMORY;\n"
        "UPDATE counter SET n = n + 1;\nINSERT INTO m SELECT 'x' FROM information_schema.COLUMNS;\n"
    )
    status, err = runs.run(more)
    assert (status, "SQLSTATE: 1114" in err) == (1, True), err
    assert "its first 2 statements are done and not run again; make room where the database keeps its files" in err
    assert runs.query("SELECT n FROM counter") == [(0,)]

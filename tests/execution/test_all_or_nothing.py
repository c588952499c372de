"""--single-transaction and --rollback-on-error; and statements of PostgreSQL that cannot be part of a transaction."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from tests.support.contents import connection, contents, database, kind_of
from tests.support.servers import server

if TYPE_CHECKING:
    from pathlib import Path

TWO = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT);
-- rollback DROP TABLE t;
-- changeset ann:2 runInTransaction:false
INSERT INTO t VALUES (1);
-- rollback DELETE FROM t WHERE id = 1;
"""
BAD = "-- changeset ann:3\nINSERT INTO nowhere VALUES (1);\n"
THIRD = "-- changeset ann:3\nINSERT INTO t VALUES (3);\n-- rollback DELETE FROM t WHERE id = 3;\n"


class Runs:
    def __init__(self, url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self.kind = kind_of(url)
        self.folder = folder
        self.capsys = capsys

    def run(self, text: str, *words: str) -> tuple[int, str]:
        (self.folder / "c.sql").write_text(text, encoding="utf-8")
        given = [f"--url={self.url}", "--changelog-file=c.sql", f"--search-path={self.folder}"]
        status = main([*given, *(words if words and words[0][0] != "-" else ("update", *words))])
        return status, self.capsys.readouterr().err

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(connection(self.url)) as at, closing(at.cursor()) as cursor:
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]

    def ran(self) -> list[str]:
        return [str(row[0]) for row in self.query(f"SELECT id FROM {self.history()} ORDER BY orderexecuted")]

    def history(self) -> str:
        return "databasechangelog" if self.kind == "postgresql" else "DATABASECHANGELOG"

    def tables(self) -> list[str]:
        return sorted(name for name in contents(self.url, bookkeeping=False) if name != "other")


@pytest.fixture
def runs(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(database_url, tmp_path, capsys)


@pytest.fixture
def postgresql(postgresql_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(postgresql_url, tmp_path, capsys)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
def test_a_single_transaction_is_all_or_nothing(runs: Runs) -> None:
    status, err = runs.run(TWO + BAD, "--single-transaction")
    assert status == 1
    assert "applied before: nothing" in err
    assert "nothing of this run remains; correct it and run the command again" in err
    assert (runs.tables(), runs.ran()) == ([], [])
    status, err = runs.run(
        TWO + BAD.replace("ann:3", "ann:3 failOnError:false") + THIRD.replace(":3", ":4"), "--single-transaction"
    )
    assert status == 0, err
    assert runs.ran() == ["1", "2", "4"]
    assert runs.query("SELECT id FROM t ORDER BY id") == [(1,), (3,)]


def test_mariadb_refuses_a_single_transaction(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    runs = Runs(mariadb_url, tmp_path, capsys)
    status, err = runs.run(TWO, "--single-transaction")
    assert (status, "mariadb cannot do a whole run in one transaction" in err) == (1, True), err
    assert runs.tables() == []


@pytest.mark.parametrize("statement", ["VACUUM;", "CREATE INDEX CONCURRENTLY ix ON t (id);", "COMMIT;"])
def test_a_single_transaction_refuses_what_would_end_it(postgresql: Runs, statement: str) -> None:
    status, err = postgresql.run(f"{TWO}-- changeset ann:3\n{statement}\n", "--single-transaction")
    assert (status, "holds a statement that cannot be part of one transaction" in err) == (1, True), err
    assert (postgresql.tables(), postgresql.ran()) == ([], [])


def test_what_a_failed_run_applied_is_undone(runs: Runs) -> None:
    assert runs.run(TWO)[0] == 0
    more = "-- changeset ann:4\nCREATE TABLE u (id INT);\n-- rollback DROP TABLE u;\n" + THIRD
    status, err = runs.run(TWO + more + BAD.replace(":3", ":5"), "--rollback-on-error=true")
    assert status == 1
    assert "running c.sql::5::ann failed" in err
    assert "applied before: c.sql::4::ann, c.sql::3::ann" in err
    assert "undone again, as --rollback-on-error asks: c.sql::3::ann, c.sql::4::ann\n" in err
    assert runs.ran() == ["1", "2"]
    assert runs.tables() == ["t"]
    assert runs.query("SELECT id FROM t") == [(1,)]
    assert runs.run(TWO + more)[0] == 0
    assert runs.ran() == ["1", "2", "4", "3"]


def test_what_cannot_be_undone_is_said_beside_the_error(runs: Runs) -> None:
    without = THIRD.partition("-- rollback")[0]
    status, err = runs.run(TWO + without + BAD.replace(":3", ":5"), "--rollback-on-error=true")
    assert status == 1
    assert "running c.sql::5::ann failed" in err
    assert "undone again, as --rollback-on-error asks: nothing, and no more, because " in err
    assert "c.sql::3::ann" in err
    assert runs.ran() == ["1", "2", "3"]


def test_nothing_is_undone_beneath_what_is_half_done(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    runs = Runs(mariadb_url, tmp_path, capsys)
    half = "-- changeset ann:3\nALTER TABLE t ADD c INT;\nINSERT INTO {} VALUES (5, 5);\n"
    status, err = runs.run(TWO + half.format("nowhere"), "--rollback-on-error=true")
    assert status == 1
    assert "because c.sql::3::ann is half done and may need the rest" in err
    assert runs.ran() == ["1", "2"]
    assert runs.run(TWO + half.format("t"))[0] == 0
    assert runs.query("SELECT * FROM t ORDER BY id") == [(1, None), (5, 5)]


def test_statements_outside_of_transactions_run_as_they_are(postgresql: Runs) -> None:
    text = TWO + (
        "-- changeset ann:3\nINSERT INTO t VALUES (2);\nCREATE INDEX CONCURRENTLY ix ON t (id);\nINSERT INTO t VALUES (3);\n"
        "-- rollback DROP INDEX CONCURRENTLY ix;\n-- rollback DELETE FROM t WHERE id > 1;\n"
        "-- changeset ann:4\nVACUUM t;\n-- rollback empty\n"
        "-- changeset ann:5\nREINDEX TABLE CONCURRENTLY t;\n-- rollback empty\n"
        "-- changeset ann:6\nCREATE TYPE mood AS ENUM ('sad');\n-- changeset ann:7\nALTER TYPE mood ADD VALUE 'glad';\n"
        "-- changeset ann:8\nCREATE TABLE m (x mood DEFAULT 'glad');\n"
        "-- changeset ann:9 splitStatements:false\n"
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (9); COMMIT; END $$;\n"
        "-- changeset ann:10 runInTransaction:false\nCALL p();\n"
    )
    status, err = postgresql.run(text)
    assert status == 0, err
    assert len(postgresql.ran()) == 10
    assert postgresql.query("SELECT id FROM t ORDER BY id") == [(1,), (2,), (3,), (9,)]
    assert postgresql.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass") == [(True,)]
    assert postgresql.run(text, "rollback-one-changeset", "--changeset-identifier=c.sql::3::ann", "--force")[0] == 0
    assert postgresql.query("SELECT to_regclass('ix')") == [(None,)]


def test_no_transaction_is_idle_beside_a_concurrent_index(postgresql: Runs) -> None:
    """An open transaction of clog's own would make CREATE INDEX CONCURRENTLY wait for itself."""
    assert postgresql.run(TWO)[0] == 0
    name = database(postgresql.url)
    at = server("postgresql")
    seen: list[tuple[Any, ...]] = []
    with closing(connection(postgresql.url)) as other, closing(other.cursor()) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("INSERT INTO t VALUES (7)")

        def look() -> None:
            deadline = time.monotonic() + 15
            waiting = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE 'CREATE INDEX CONC%' AND wait_event_type = 'Lock'"
            while not at.execute(waiting) and time.monotonic() < deadline:
                time.sleep(0.05)
            seen.extend(
                at.execute(
                    f"SELECT state, query FROM pg_stat_activity WHERE datname = '{name}' AND xact_start IS NOT NULL "
                    f"AND pid <> {other.info.backend_pid}"
                )
            )
            cursor.execute("COMMIT")

        thread = threading.Thread(target=look)
        thread.start()
        status, err = postgresql.run(
            TWO + "-- changeset ann:3\nINSERT INTO t VALUES (2);\nCREATE INDEX CONCURRENTLY ix ON t (id);\n"
        )
        thread.join()
    assert status == 0, err
    assert [(state, query[:25]) for state, query in seen] == [("active", "CREATE INDEX CONCURRENTLY")]

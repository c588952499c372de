"""--dry-run executes and leaves nothing behind; where the database cannot take back, it says so and executes nothing."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(9));
-- rollback DROP TABLE t;
-- changeset ann:2 runInTransaction:false
INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- rollback DELETE FROM t;
-- changeset ann:3 failOnError:false
INSERT INTO nosuch VALUES (1);
-- rollback empty
-- changeset ann:4
VACUUM;
-- rollback empty
-- changeset ann:5
UPDATE t SET name = 'c';
-- rollback empty
"""
POSTGRESQL = """
SELECT c.relname, c.relkind, a.attname, a.atttypid FROM pg_class c
LEFT JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'public') ORDER BY 1, 3
"""


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(CHANGE_LOG, encoding="utf-8")


def run(url: str, *arguments: str, status: int = 0) -> None:
    assert main([*arguments, f"--url={url}", "--changelog-file=c.sql"]) == status


def postgresql_contents(url: str) -> object:
    """Give the catalogue and the rows of all tables."""
    at, database = server("postgresql"), urlsplit(url.removeprefix("jdbc:")).path[1:]
    catalogue = at.execute(POSTGRESQL, database)
    return catalogue, {name: at.execute(f"TABLE {name}", database) for name, kind, *_ in catalogue if kind == "r"}


def test_a_file_that_is_not_there_is_not_made() -> None:
    run("jdbc:sqlite:x.db", "update", "--dry-run")
    assert {file.name for file in Path().iterdir()} <= {"c.sql", "clog-cache"}


def test_a_file_stays_as_it_is_to_the_byte(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect("x.db")) as connection:
        connection.execute("CREATE TABLE other (a)")
    before = Path("x.db").read_bytes()
    run("jdbc:sqlite:x.db", "update", "--dry-run")
    assert Path("x.db").read_bytes() == before
    assert "VACUUM" in capsys.readouterr().err
    run("jdbc:sqlite:x.db", "update-count", "2")
    before = Path("x.db").read_bytes()
    run("jdbc:sqlite:x.db", "rollback-count", "1", "--dry-run")
    run("jdbc:sqlite:x.db", "update", "--dry-run")
    Path("c.sql").write_text(CHANGE_LOG.replace("UPDATE t", "UPDATE nosuch"), encoding="utf-8")
    run("jdbc:sqlite:x.db", "update", "--dry-run", status=1)
    assert Path("x.db").read_bytes() == before


@pytest.mark.parametrize("prepared", [False, True])
def test_the_catalogue_of_postgresql_stays_as_it_is(postgresql_url: str, prepared: bool) -> None:  # noqa: FBT001 - a case
    if prepared:
        run(postgresql_url, "update-count", "2")
    before = postgresql_contents(postgresql_url)
    run(postgresql_url, "update", "--dry-run")
    run(postgresql_url, "rollback-count", "1", "--dry-run")
    Path("c.sql").write_text(CHANGE_LOG.replace("UPDATE t", "UPDATE nosuch"), encoding="utf-8")
    run(postgresql_url, "update", "--dry-run", status=1)
    assert postgresql_contents(postgresql_url) == before


def test_where_the_schema_cannot_be_taken_back_the_plan_is_shown(
    mariadb_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(mariadb_url, "update", "--dry-run", status=1)
    out, err = capsys.readouterr()
    assert "c.sql::5::ann | new" in out
    assert "nothing was executed: mariadb commits" in err
    assert server("mariadb").execute("SHOW TABLES", urlsplit(mariadb_url.removeprefix("jdbc:")).path[1:]) == []


def test_what_was_tried_counts_as_taken_back() -> None:
    run("jdbc:sqlite:x.db", "update", "--dry-run", "--report=r.json")
    entries = json.loads(Path("r.json").read_text(encoding="utf-8"))["changeSets"]
    states = {entry["changeSet"]: entry["state"] for entry in entries}
    assert list(states.values()) == ["ROLLEDBACK", "ROLLEDBACK", "FAILED", "ROLLEDBACK", "ROLLEDBACK"]


def free_later(name: str) -> Callable[[], None]:
    def free() -> None:
        time.sleep(0.3)
        with closing(sqlite3.connect(name, timeout=0.5)) as connection:
            connection.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = 0, LOCKEDBY = NULL")
            connection.commit()

    return free


def test_while_it_waits_others_can_work() -> None:
    run("jdbc:sqlite:x.db", "update-count", "1")
    with closing(sqlite3.connect("x.db")) as connection:
        connection.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'somebody'")
        connection.commit()
    run("jdbc:sqlite:x.db", "update", "--dry-run", "--changelog-lock-wait-time-in-minutes=0", status=1)
    thread = threading.Thread(target=free_later("x.db"))
    thread.start()
    run("jdbc:sqlite:x.db", "update", "--dry-run")
    thread.join()


WORDS = {
    "commit": "INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2);",
    "end": "INSERT INTO t VALUES (1); END; INSERT INTO t VALUES (2);",
    "begin": "BEGIN; INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2);",
    "rollback": "INSERT INTO t VALUES (2); ROLLBACK; INSERT INTO t VALUES (1), (2);",
    "rollback behind a commit": "INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2); ROLLBACK; INSERT INTO t VALUES (2);",
    "savepoint": "INSERT INTO t VALUES (1); SAVEPOINT a; INSERT INTO t VALUES (2); ROLLBACK TO a; INSERT INTO t VALUES (2);",
}


@pytest.mark.parametrize("whole", ["", " splitStatements:false"])
@pytest.mark.parametrize("name", WORDS)
def test_the_author_s_own_transaction_words(
    name: str, whole: str, sqlite_url: str, postgresql_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run takes back what its author commits; --single-transaction refuses it; a run does it."""
    head = "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE t (id INT PRIMARY KEY);\n"
    Path("c.sql").write_text(f"{head}-- changeset ann:2{whole}\n{WORDS[name]}\n", encoding="utf-8")
    for url in (postgresql_url, *([] if name == "begin" else [sqlite_url])):
        run(url, "update-count", "1")
        run(url, "update", "--dry-run")
        assert left_out(capsys.readouterr().err) == (name != "savepoint" and bool(whole or name == "begin"))
        with connect(url) as session:
            assert session.query("SELECT id FROM t") == []
            assert session.query("SELECT count(*) FROM databasechangelog") == [(1,)]
        if name != "savepoint":
            run(url, "update", "--single-transaction", status=1)
            assert "cannot be part of one transaction" in capsys.readouterr().err
        if not (whole and url == sqlite_url):
            run(url, "update")
            with connect(url) as session:
                assert session.query("SELECT id FROM t ORDER BY id") == [(1,), (2,)]


def left_out(err: str) -> bool:
    return "left out in a dry run" in err

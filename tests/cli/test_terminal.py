"""At a real terminal: what is asked before something is destroyed, and what is drawn; nothing of it elsewhere."""

from __future__ import annotations

import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from clog.cli.main import main
from clog.execution import confirmation as confirming

CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT, name VARCHAR(9));
-- rollback DROP TABLE t;
-- changeset ann:2
INSERT INTO t VALUES (1, 'a');
-- rollback DELETE FROM t WHERE id = 1;
"""
IMPATIENT = """\
import sys
from clog.cli import main, progress
progress.PATIENCE = 0.05
sys.exit(main.main())
"""
"""Draws soon, so that a fast machine draws at all."""


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    Path("c.sql").write_text(CHANGE_LOG, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")


def at_terminal(*arguments: str, answer: str = "") -> tuple[int, str]:
    """Run clog at a terminal, type an answer where it asks; give its status and all that was to be seen."""
    mine, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, *arguments], stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as process:
        os.close(its)
        seen, deadline = b"", time.monotonic() + 20
        while time.monotonic() < deadline:
            if not select.select([mine], [], [], 0.5)[0]:
                continue
            try:
                data = os.read(mine, 65536)
            except OSError:  # the other end is closed
                break
            seen += data
            if b"[y/N]" in seen and answer:
                os.write(mine, answer.encode() + b"\n")
                answer = ""
            if not data:
                break
    os.close(mine)
    return process.returncode, seen.decode()


def tables() -> set[str]:
    with closing(sqlite3.connect("x.db")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_drop_all_asks() -> None:
    at_terminal("update")
    status, seen = at_terminal("drop-all", answer="n")
    assert (status, "Drop everything in" in seen, "t" in tables()) == (1, True, True)
    status, seen = at_terminal("drop-all", answer="y")
    assert (status, tables()) == (0, set())


def test_a_rollback_asks_only_where_tables_or_columns_go() -> None:
    at_terminal("update")
    status, seen = at_terminal("rollback-count", "1")
    assert (status, "[y/N]" in seen) == (0, False)
    status, seen = at_terminal("rollback-count", "1", answer="no")
    assert (status, "This takes away the table t (no rows). Go on?" in seen, "t" in tables()) == (1, True, True)
    status, seen = at_terminal("rollback-count", "1", "--yes")
    assert (status, "[y/N]" in seen, "t" in tables()) == (0, False, False)


REBUILDS = """\
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    changes:
    - createTable:
        tableName: t
        columns: [{column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}}, {column: {name: a, type: int}}]
    - createTable: {tableName: u, columns: [{column: {name: id, type: int}}]}
- changeSet:
    id: 2
    author: ann
    changes:
    - addColumn: {tableName: t, columns: [{column: {name: b, type: int}}]}
    - addColumn: {tableName: u, columns: [{column: {name: c, type: int}}]}
- changeSet:
    id: 3
    author: ann
    changes:
    - addNotNullConstraint: {tableName: t, columnName: a}
    - addForeignKeyConstraint:
        {constraintName: fk_u, baseTableName: u, baseColumnNames: c, referencedTableName: t, referencedColumnNames: id}
    - addUniqueConstraint: {tableName: t, columnNames: b, constraintName: uq_b}
"""
"""Undoing these on SQLite makes both tables anew, several times."""


@pytest.mark.parametrize(("count", "left"), [("1", {"t", "u"}), ("2", {"t", "u"}), ("3", set())])
def test_asking_leaves_the_rollback_as_it_is_without_asking(count: str, left: set[str]) -> None:
    """What was rehearsed for the question is nothing that the run may find; steps of a rebuild take nothing away."""
    Path("c.yaml").write_text(REBUILDS, encoding="utf-8")
    assert at_terminal("--changelog-file=c.yaml", "update")[0] == 0
    with closing(sqlite3.connect("x.db")) as connection:
        connection.execute("INSERT INTO t (id, a, b) VALUES (1, 1, 1), (2, 2, NULL)")
        connection.commit()
    status, seen = at_terminal("--changelog-file=c.yaml", "rollback-count", count, answer="yes")
    assert (status, {"t", "u"} & tables()) == (0, left), seen
    asked = {
        "1": "",
        "2": "This takes away the column u.c (no values), the column t.b (1 value). Go on?",
        "3": "This takes away the table u (no rows), the table t (2 rows). Go on?",
    }[count]
    assert asked in seen
    assert ("[y/N]" in seen) == (count != "1")


OWN_ROLLBACK = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE a (n INT); CREATE TABLE b (n INT); CREATE TABLE "c d" (n INT, m INT); CREATE TABLE e (n INT);
INSERT INTO a VALUES (1); INSERT INTO b VALUES (1); INSERT INTO e VALUES (1);
-- rollback {}
"""


@pytest.mark.parametrize(
    ("sql", "asked"),
    [
        ("drop /* both */ table if exists a;", "the table a (1 row)"),
        ('ALTER TABLE "c d" DROP COLUMN m;', 'the column "c d".m (no values)'),
        ("DELETE FROM b;", "the rows of b (1 row)"),
        ("DELETE FROM b WHERE n = 1;", ""),
        ("CREATE TABLE n (n INT); INSERT INTO n SELECT n FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;", ""),
        ("CREATE TABLE n (n INT); DROP TABLE n; DROP INDEX IF EXISTS x;", ""),
        ("ALTER TABLE e RENAME TO f; DROP TABLE f;", "the table e (1 row)"),
    ],
)
def test_what_an_author_s_own_rollback_takes_away(sql: str, asked: str) -> None:
    """Not the statements count, but what is gone when all of them have run."""
    Path("c.sql").write_text(OWN_ROLLBACK.format(sql), encoding="utf-8")
    assert at_terminal("update")[0] == 0
    status, seen = at_terminal("rollback-count", "1", answer="yes")
    assert status == 0, seen
    assert (f"This takes away {asked}. Go on?" in seen) if asked else ("[y/N]" not in seen)


def test_another_run_while_the_question_stands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was answered is what is done: more would be undone now than the question was about."""
    assert main(["update-count", "1"]) == 0
    monkeypatch.setattr(confirming, "_asks", lambda _settings: True)
    monkeypatch.setattr(confirming, "confirm", lambda *_: main(["update"]))
    assert main(["rollback-count", "2"]) == 1
    assert "another run changed the history while the question stood" in capsys.readouterr().err
    with closing(sqlite3.connect("x.db")) as connection:
        assert connection.execute("SELECT count(*) FROM DATABASECHANGELOG").fetchone() == (2,)


def test_release_locks_asks_while_somebody_holds_it() -> None:
    at_terminal("update")
    assert "[y/N]" not in at_terminal("release-locks")[1]
    with closing(sqlite3.connect("x.db")) as connection:
        connection.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'somebody'")
        connection.commit()
    status, seen = at_terminal("release-locks", answer="n")
    assert (status, "somebody holds the lock" in seen) == (1, True)
    assert at_terminal("release-locks", "--yes")[0] == 0


def test_a_statement_that_takes_its_time_is_shown() -> None:
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) INSERT INTO t (id) SELECT max(i) FROM n"
    Path("c.sql").write_text(f"{CHANGE_LOG}-- changeset ann:3\n{slow};\n", encoding="utf-8")
    status, seen = at_terminal("update")
    assert status == 0
    assert "2/3" in seen
    assert "c.sql::3::ann  WITH RECURSIVE" in seen
    assert re.search(r"0:00:0\d", seen)
    assert "WITH RECURSIVE" not in at_terminal("rollback-count", "1", "--yes")[1]


def test_rows_that_are_read_are_counted() -> None:
    Path("big.csv").write_text("id,name\n" + "".join(f"{i},n\n" for i in range(250_000)), encoding="utf-8")
    load = "[{loadData: {tableName: t, file: big.csv, columns: [{column: {name: id, type: numeric}}]}}]"
    Path("c.yaml").write_text(
        f"databaseChangeLog: [{{changeSet: {{id: 9, author: a, changes: {load}}}}}]", encoding="utf-8"
    )
    at_terminal("update")
    status, seen = at_terminal("update", "--changelog-file=c.yaml")
    assert status == 0
    counted = [int(number) for number in re.findall(r"(\d+) rows", seen)]
    assert any(0 < number < 250_000 for number in counted), seen[-2000:]


def test_scripts_are_never_asked() -> None:
    for arguments in (["update"], ["rollback-count", "2"], ["drop-all", "--yes"]):
        done = subprocess.run([sys.executable, "-m", "clog", *arguments], stdin=subprocess.DEVNULL, check=False)
        assert done.returncode == 0
    assert tables() == set()

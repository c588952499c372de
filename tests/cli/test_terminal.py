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
    assert (status, "This takes away the table t. Go on?" in seen, "t" in tables()) == (1, True, True)
    status, seen = at_terminal("rollback-count", "1", "--yes")
    assert (status, "[y/N]" in seen, "t" in tables()) == (0, False, False)


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
    for arguments in (["update"], ["rollback-count", "2"], ["drop-all"]):
        done = subprocess.run([sys.executable, "-m", "clog", *arguments], stdin=subprocess.DEVNULL, check=False)
        assert done.returncode == 0
    assert tables() == set()

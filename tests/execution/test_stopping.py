"""Ctrl-C, SIGTERM and SIGHUP inside of a running change set: what is open is taken back, no lock is in the way, the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from clog.api import open as open_database

if TYPE_CHECKING:
    from pathlib import Path

SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
    "INSERT INTO t SELECT count(*) FROM n;",
    "postgresql": "INSERT INTO t SELECT 1 FROM pg_sleep(30);",
    "mariadb": "INSERT INTO t SELECT SLEEP(30);",
}
CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT);
-- changeset ann:2
INSERT INTO t VALUES (7);
{slow}
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_leaves_nothing_in_the_way(
    database_url: str, tmp_path: Path, number: signal.Signals
) -> None:
    kind = database_url.split(":")[1]
    (tmp_path / "c.sql").write_text(CHANGE_LOG.format(slow=SLOW[kind]), encoding="utf-8")
    arguments = ["-m", "clog", f"--url={database_url}", "--changelog-file=c.sql", "update"]
    environment = {**os.environ, "CLOG_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "c.sql::2::ann" in line:
                break
        time.sleep(0.5)
        process.send_signal(number)
        began = time.monotonic()
        err = process.stderr.read()
        status = process.wait(20)
    assert (status, time.monotonic() - began < 10) == (1, True), err
    assert "CLOG605" in err
    assert "while running c.sql::2::ann" in err
    assert "applied before: c.sql::1::ann" in err
    database = open_database(database_url, "c.sql", search_path=str(tmp_path))
    assert database.status().pending == ("c.sql::2::ann",)
    assert database.run("execute-sql", sql="SELECT * FROM t").answer["statements"][0]["rows"] == []
    assert database.run("list-locks").answer["locks"] == []
    (tmp_path / "c.sql").write_text(CHANGE_LOG.format(slow=""), encoding="utf-8")
    began = time.monotonic()
    assert database.update().done == ("c.sql::2::ann",)
    assert time.monotonic() - began < 10

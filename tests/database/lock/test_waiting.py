"""Waiting for the lock: whoever waits is told soon who holds it and since when, and again from time to time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.lock import holder as holding
from clog.database.lock.acquire import change_log_lock
from clog.errors import LockHeld
from tests.support.contents import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

HOLD = """
import sys, time
from clog.database.connection.connect import connect
from clog.database.lock.acquire import change_log_lock
with connect(sys.argv[1]) as session, change_log_lock(session) as lock:
    if sys.argv[2:]:
        lock.check()
        session.execute("CREATE TABLE busy (id INT)")
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def holder(url: str, *more: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-c", HOLD, url, *more], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("busy", [(), ("busy",)], ids=["idle", "in the middle of a change set"])
def test_whoever_waits_is_told_within_two_seconds(database_url: str, busy: tuple[str, ...]) -> None:
    with holder(database_url, *busy), connect(database_url) as session:
        lock = change_log_lock(session, wait=60.0)
        begin = time.monotonic()
        waiting = lock.acquire()
        row = next(waiting)
        assert time.monotonic() - begin < 2
        assert row is not None
        assert "#clog 1 (" in row.holder
        assert row.since[:2] == "20"
        waiting.close()
        assert not lock.held


def test_whoever_waits_is_told_again(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (holding.NOTICE_AFTER, holding.NOTICE_EVERY) == (1.0, 30.0)
    monkeypatch.setattr(holding, "NOTICE_AFTER", 0.1)
    monkeypatch.setattr(holding, "NOTICE_EVERY", 0.3)
    with holder(sqlite_url), connect(sqlite_url) as session:
        told: list[object] = []
        with pytest.raises(LockHeld):
            told.extend(change_log_lock(session, wait=1.5).acquire())
    assert 2 <= len(told) <= 5


@pytest.mark.parametrize("command", [("update",), ("tag", "v1"), ("clear-checksums",), ("drop-all", "--yes")])
def test_commands_say_for_whom_they_wait(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(holding, "NOTICE_AFTER", 0.1)
    Path("c.sql").write_text("--liquibase formatted sql\n--changeset a:1\ncreate table t (a int);\n")
    url = "jdbc:sqlite:x.db"
    options = (f"--url={url}", "--changelog-file=c.sql", "--format=json")
    assert main(["update-count", "0", *options]) == 0
    assert main(["changelog-sync", *options]) == 0
    Path("c.sql").write_text("--liquibase formatted sql\n--changeset a:2\ncreate table u (a int);\n")
    with holder(url) as process:
        threading.Timer(0.8, process.kill).start()
        capsys.readouterr()
        assert main([*command, *options]) == 0
    said = capsys.readouterr()
    assert "waiting for the change log lock of null@jdbc:sqlite:x.db, held by " in said.err
    assert "#clog" in said.err
    assert "waiting for" not in said.out
    assert json.loads(said.out)["schema"].startswith("clog.")


def test_a_holder_without_a_name_is_told_all_the_same(postgresql_url: str) -> None:
    with connect(postgresql_url) as session, change_log_lock(session):
        pass
    at = connection(postgresql_url)
    at.cursor().execute("UPDATE databasechangeloglock SET locked = TRUE, lockedby = NULL, lockgranted = NULL")
    at.close()
    with connect(postgresql_url) as session:
        row = next(change_log_lock(session, wait=60.0).acquire())
    assert row is not None
    assert (row.holder, row.since) == ("somebody", "an unknown time")

"""The lock: respected when a living program holds it, taken over when its holder is dead, freed by its holder alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.lock.acquire import change_log_lock
from clog.database.lock.table import list_locks, release_locks
from clog.errors import LockHeld
from clog.model.statements.base import ObjectName
from tests.bench.workload import write_change_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLD = """
import sys, time
from clog.database.connection.connect import connect
from clog.database.lock.acquire import change_log_lock
with connect(sys.argv[1]) as session, change_log_lock(session):
    print("held", flush=True)
    time.sleep(60)
"""


PAUSED = """
import os, signal, sys
from clog.database.connection.connect import connect
from clog.database.lock.acquire import change_log_lock
from clog.errors import ClogError
try:
    with connect(sys.argv[1]) as session, change_log_lock(session, lease=1.0) as lock:
        if sys.argv[2:]:
            lock.check()
            session.execute("CREATE TABLE early (id INT)")
        print("held", flush=True)
        os.kill(os.getpid(), signal.SIGSTOP)
        lock.check()
        session.execute("CREATE TABLE late (id INT)")
        session.commit()
        print("wrote", flush=True)
except ClogError as error:
    print("refused", flush=True)
"""


@contextmanager
def paused(url: str, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Start a holder that pauses itself; afterwards it is gone, however the test ends."""
    with subprocess.Popen([sys.executable, "-c", PAUSED, url, *more], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


@contextmanager
def holder(url: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_lock_is_held_and_freed(database_url: str) -> None:
    with connect(database_url) as session:
        assert list_locks(session) == []
        with change_log_lock(session) as lock:
            lock.check()
            assert len(list_locks(session)) == 1
        assert list_locks(session) == []
        with pytest.raises(LockHeld):
            lock.check()


def test_a_lock_is_freed_by_an_error(database_url: str) -> None:
    with connect(database_url) as session:
        with pytest.raises(ZeroDivisionError), change_log_lock(session):
            raise ZeroDivisionError
        assert list_locks(session) == []


def test_a_living_holder_is_respected(database_url: str) -> None:
    with holder(database_url), connect(database_url) as session:
        with pytest.raises(LockHeld, match="held by"), change_log_lock(session, wait=0.3, poll=0.1):
            pytest.fail("two hold the lock")
        assert len(list_locks(session)) == 1


def test_a_dead_holder_is_followed_at_once(database_url: str) -> None:
    with holder(database_url) as process:
        process.send_signal(signal.SIGKILL)
    started = time.monotonic()
    with connect(database_url) as session, change_log_lock(session, wait=30) as lock:
        lock.check()
        assert lock.warnings
    assert time.monotonic() - started < 15


def test_a_lock_of_liquibase_is_respected_and_kept(database_url: str, tmp_path: Path) -> None:
    log = write_change_log(tmp_path, "xml", 5)
    words = [f"--url={database_url}", f"--changelog-file={log.name}", f"--search-path={tmp_path}"]
    assert main(["status", *words]) == 0
    with connect(database_url) as session:
        table = session.dialect.object(session.tables.lock)
        true = session.dialect.traits.true
        session.execute(f"UPDATE {table} SET LOCKED = {true}, LOCKEDBY = 'other (10.0.0.9)' WHERE ID = 1")
        session.commit()
        assert main(["update", "--changelog-lock-wait-time-in-minutes=0", *words]) == 1
        assert [row.locked_by for row in list_locks(session)] == ["other (10.0.0.9)"]
        release_locks(session)
        assert list_locks(session) == []
    assert main(["update", *words]) == 0


def test_list_locks_and_release_locks_name_the_holder(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with holder(database_url):
        assert main(["list-locks", f"--url={database_url}"]) == 0
        assert os.uname().nodename in capsys.readouterr().out
    assert main(["release-locks", f"--url={database_url}"]) == 0
    capsys.readouterr()
    assert main(["list-locks", f"--url={database_url}"]) == 0
    assert "No locks" in capsys.readouterr().out


def overruled(url: str) -> str:
    """Let a holder be paused for longer than its lease, another one take over, and the first wake up."""
    with paused(url) as process:
        assert process.stdout is not None
        with connect(url) as session, change_log_lock(session, wait=30, poll=0.2) as lock:
            assert lock.warnings
            process.send_signal(signal.SIGCONT)
            said = process.stdout.readline().strip()
            lock.check()
            assert not session.has_table(ObjectName("late"))
        return said


def test_a_holder_that_was_paused_writes_nothing_after_waking(database_url: str) -> None:
    assert overruled(database_url) == "refused"


@pytest.mark.long
def test_twenty_holders_that_were_paused_write_nothing_after_waking(database_url: str) -> None:
    assert [overruled(database_url) for _ in range(20)] == ["refused"] * 20


def test_a_holder_that_was_paused_in_a_transaction_keeps_the_file_of_sqlite(sqlite_url: str) -> None:
    with paused(sqlite_url, "in a transaction") as process, connect(sqlite_url) as session:
        assert process.stdout is not None
        session.limit_waiting(0.1)
        time.sleep(1.2)  # longer than its lease
        with pytest.raises(LockHeld, match="held by"), change_log_lock(session, wait=0.3, poll=0.1):
            pytest.fail("two hold the lock")
        process.send_signal(signal.SIGCONT)
        assert process.stdout.readline() == "wrote\n"
        assert session.has_table(ObjectName("early"))
        assert session.has_table(ObjectName("late"))

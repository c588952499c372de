"""Many updates at once: each change set runs exactly once, and nobody fails."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench.workload import write_change_log
from tests.support.contents import contents, emptied, kind_of
from tests.support.oracle import liquibase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHANGE_SETS = 20


def race(url: str, folder: Path, runners: int) -> list[tuple[int, str]]:
    log = write_change_log(folder, "xml", CHANGE_SETS)
    line = [sys.executable, "-m", "clog", "update", f"--url={url}", f"--changelog-file={log.name}"]
    running = [
        subprocess.Popen(line, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(runners)
    ]
    return [(process.wait(), process.communicate()[1]) for process in running]


def history(url: str) -> Iterator[Any]:
    found = contents(url)
    table = next(name for name in found if name.lower() == "databasechangelog")
    return iter(found[table][1])


def test_six_at_once_run_each_change_set_once(database_url: str, tmp_path: Path) -> None:
    ends = race(database_url, tmp_path, 6)
    assert [text for status, text in ends if status] == []
    assert len(list(history(database_url))) == CHANGE_SETS
    assert sum(text.count("Running Changeset") for _, text in ends) == CHANGE_SETS


@pytest.mark.long
def test_sixteen_at_once_fifty_times(database_url: str, tmp_path: Path) -> None:
    for _ in range(50):
        emptied(database_url)
        ends = race(database_url, tmp_path, 16)
        assert [text for status, text in ends if status] == []
        assert sum(text.count("Running Changeset") for _, text in ends) == CHANGE_SETS


def race_with_liquibase(url: str, folder: Path, *, first: str, seed: int) -> list[tuple[int, str]]:
    """Start four times Liquibase and twelve times clog; the latter at random, or when Liquibase is at work."""
    chance = random.Random(seed)  # noqa: S311 - to spread the starts
    log = write_change_log(folder, "xml", 3 * CHANGE_SETS).name
    words = ["update", f"--url={url}", f"--changelog-file={log}"]
    clog = [sys.executable, "-m", "clog", *words]
    # Liquibase makes its tables before it takes the lock, so that its own runs collide on an empty database.
    made = subprocess.run([*clog[:3], "update-count", "1", *words[1:]], cwd=folder, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr

    def started(line: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(line, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    running = [started([liquibase(), *words]) for _ in range(4)]
    deadline = time.monotonic() + 60
    while first == "Liquibase" and time.monotonic() < deadline:
        time.sleep(0.02)
        with suppress(Exception):  # the file of SQLite is locked while another one writes
            if len(list(history(url))) > 1:
                break
    for _ in range(12):
        time.sleep(chance.uniform(0, 1.0 if first == "clog" else 0.1))
        running.append(started(clog))
    return [(process.wait(), process.communicate()[1]) for process in running]


@pytest.mark.oracle
@pytest.mark.long
def test_sixteen_at_once_four_of_them_liquibase(database_url: str, tmp_path: Path) -> None:
    wanted: Any = None
    for number in range(5):
        emptied(database_url)
        ends = race_with_liquibase(database_url, tmp_path, first="clog" if number % 2 else "Liquibase", seed=number)
        by_clog = sum(text.count("Running Changeset") for _, text in ends[4:])
        failed = [text[-1500:] for status, text in ends if status]
        if kind_of(database_url) == "sqlite":
            # Its transactions begin by reading, so that SQLite refuses them at once when another program is writing.
            failed = [text for text in failed if "SQLITE_BUSY" not in text or "Running Changeset" in text]
        gave_up = sum(status != 0 for status, _ in ends[:4])
        print(f"round {number}: {by_clog} of {3 * CHANGE_SETS - 1} by clog; Liquibase gave up {gave_up} times")
        assert failed == []
        assert [status for status, _ in ends[4:]] == [0] * 12
        rows = list(history(database_url))
        assert len(rows) == len({row[:3] for row in rows}) == 3 * CHANGE_SETS
        found = contents(database_url, bookkeeping=False)
        if kind_of(database_url) == "sqlite":  # where addColumn of Liquibase makes other types of those that were there
            found = {name: len(value[1]) for name, value in found.items() if name != "other"}
        assert found == (wanted or found)
        wanted = found

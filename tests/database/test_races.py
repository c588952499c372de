"""Many updates at once: each change set runs exactly once, and nobody fails."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench.workload import write_change_log
from tests.support.contents import contents

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
    from tests.support.contents import emptied

    for _ in range(50):
        emptied(database_url)
        ends = race(database_url, tmp_path, 16)
        assert [text for status, text in ends if status] == []
        assert sum(text.count("Running Changeset") for _, text in ends) == CHANGE_SETS

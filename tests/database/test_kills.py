"""Runs that are killed: the next one converges to what an undisturbed run leaves, nothing lost, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench.workload import write_change_log

RUN = Path(__file__).resolve().parents[1] / "support" / "kill_run.py"


def killed(url: str, folder: Path, mode: str, count: int, seed: int = 1) -> dict[str, Any]:
    changelog = write_change_log(folder, "xml", 20)
    done = subprocess.run(
        [sys.executable, RUN, url, changelog, mode, str(seed), str(count)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_run_killed_at_a_statement_is_taken_up(database_url: str, tmp_path: Path) -> None:
    found = killed(database_url, tmp_path, "boundary", 8)
    assert found["bad"] == []
    assert found["kills"] >= 6  # a run that is taken up may need fewer calls than were counted


def test_a_run_killed_at_any_moment_is_taken_up(database_url: str, tmp_path: Path) -> None:
    found = killed(database_url, tmp_path, "random", 4)
    assert found["bad"] == []


@pytest.mark.long
def test_runs_killed_everywhere_are_taken_up(database_url: str, tmp_path: Path) -> None:
    at_statements = killed(database_url, tmp_path, "boundary", 0)
    at_moments = killed(database_url, tmp_path, "random", 100, seed=2)
    assert at_statements["bad"] == at_moments["bad"] == []
    assert at_statements["kills"] + at_moments["kills"] >= 300

"""Runs that are killed: the next one converges to what an undisturbed run leaves, nothing lost, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).resolve().parents[2] / "support" / "kill_run.py"
CHANGE_LOG = Path(__file__).resolve().parents[3] / "fixtures" / "crash" / "changelog.yaml"
"""Nearly every statement of it would be noticed if it were run twice, or not at all."""


def killed(url: str, mode: str, count: int, seed: int = 1) -> dict[str, Any]:
    line = [sys.executable, str(RUN), url, str(CHANGE_LOG), mode, str(seed), str(count)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_run_killed_at_a_statement_is_taken_up(database_url: str) -> None:
    found = killed(database_url, "boundary", 3)
    assert found["bad"] == []
    assert found["kills"] >= 1  # a run that is taken up may need fewer calls than were counted


def test_a_run_killed_at_any_moment_is_taken_up(database_url: str) -> None:
    found = killed(database_url, "random", 1)
    assert found["bad"] == []


@pytest.mark.long
def test_runs_killed_everywhere_are_taken_up(database_url: str) -> None:
    at_statements = killed(database_url, "boundary", 200)
    at_moments = killed(database_url, "random", 300 - at_statements["kills"], seed=2)
    assert at_statements["bad"] == at_moments["bad"] == []
    assert at_statements["kills"] + at_moments["kills"] == 300

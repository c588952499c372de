"""Where real Liquibase is found by the tests that ask it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SIBLING = Path(__file__).resolve().parents[3] / "shared" / "oracle"
HOME = Path(os.environ.get("CLOG_ORACLE") or _SIBLING)
"""The folder of oracle.py, which runs Liquibase over a folder of change logs. Read before tests hide the environment."""


def liquibase() -> str:
    """Give the path of its command line, or skip the test and say why."""
    missing = [program for program in ("java", "npm") if shutil.which(program) is None]
    if missing or not (HOME / "liquibase").exists():
        pytest.skip(f"real Liquibase is not asked: {', '.join(missing) or HOME} not found; set CLOG_ORACLE")
    return str(HOME / "liquibase")


def ask(cases: Path, answers: Path, *, dialects: str = "postgresql") -> None:
    """Let Liquibase answer for all change logs of a folder, or skip the test and say why."""
    missing = [program for program in ("java", "javac", "npm") if shutil.which(program) is None]
    if missing:
        pytest.skip(f"real Liquibase is not asked: {', '.join(missing)} not found")
    script = HOME / "oracle.py"
    if not script.exists():
        pytest.skip(f"real Liquibase is not asked: no {script}; set CLOG_ORACLE to the folder of oracle.py")
    command = [sys.executable, str(script), str(cases), str(answers), "--dialects", dialects]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]

"""The one check of the project: format, lint, types, layers, generated files, docs, tests with branch coverage.

python tests/check.py            everything that must be green, in minutes
python tests/check.py --long     the same, and the long runs: kills, races, differential tests in full
python tests/check.py --only lint,types
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = [sys.executable, "-m"]

STEPS: dict[str, list[list[str]]] = {
    "format": [[*PYTHON, "ruff", "format", "--check", "."]],
    "lint": [[*PYTHON, "ruff", "check", "."]],
    "types": [[*PYTHON, "mypy"]],
    "generated": [
        [*PYTHON, "pytest", "-n", "0", "-m", "generated", "tests"],
    ],
    "docs": [[*PYTHON, "sphinx", "-W", "--keep-going", "-q", "-j", "2", "docs", "build/docs"]],
    "tests": [
        [*PYTHON, "pytest", "-n", "2", "--dist", "worksteal", "-m", "not bench and not long", "--cov", "--cov-report", "term:skip-covered"],
    ],
}  # fmt: skip
"""Steps by name, in order. What the tests of the layers need is in tests/test_architecture.py."""

LONG = [[*PYTHON, "pytest", "-n", "0", "-m", "long", "tests"], [*PYTHON, "tests.bench.run"]]
"""Run besides by --long."""


def main() -> int:
    """Run the steps; say which failed. Returns 0 when all are green."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--long", action="store_true", help="also run what takes an hour")
    parser.add_argument("--only", default=",".join(STEPS), help="names of steps, comma separated")
    options = parser.parse_args()
    failed = []
    for name in options.only.split(","):
        started = time.monotonic()
        commands = STEPS[name]
        good = all(run(command) for command in commands)
        print(f"== {name}: {'passed' if good else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
        if not good:
            failed.append(name)
    if options.long and not all(run(command) for command in LONG):
        failed.append("long")
    print(f"check: {'FAILED: ' + ', '.join(failed) if failed else 'all green'}")
    return 1 if failed else 0


def run(command: list[str]) -> bool:
    """Run one command in the root of the project; whether it succeeded."""
    print("$", " ".join(command), flush=True)
    return subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

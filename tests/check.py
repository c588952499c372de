"""The one check of the project: format, lint, types, layers, generated files, docs, tests with branch coverage.

python tests/check.py            everything that must be green, in minutes
python tests/check.py --fast     without servers, Java, coverage and docs: a minute, for between two edits
python tests/check.py --long     everything, and the long runs: kills, races, differential tests in full
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

_TESTS = "not bench and not long and not generated"
_PARALLEL = ["-n", "2", "--dist", "worksteal"]

STEPS: dict[str, list[list[str]]] = {
    "format": [[*PYTHON, "ruff", "format", "--check", "."]],
    "lint": [[*PYTHON, "ruff", "check", "."]],
    "types": [[*PYTHON, "mypy"]],
    "generated": [
        [*PYTHON, "pytest", "-n", "0", "-m", "generated", "tests"],
    ],
    "docs": [[*PYTHON, "sphinx", "-W", "--keep-going", "-q", "-j", "2", "docs", "build/docs"]],
    "tests": [
        [*PYTHON, "pytest", *_PARALLEL, "-m", _TESTS, "--cov", "--cov-report", "term:skip-covered"],
    ],
}  # fmt: skip
"""Steps by name, in order. What the tests of the layers need is in tests/test_architecture.py."""

FAST = {
    **{name: STEPS[name] for name in ("format", "lint", "types", "generated")},
    "tests": [[*PYTHON, "pytest", *_PARALLEL, "-m", f"{_TESTS} and not server and not oracle and not slow"]],
}
"""Run by --fast."""

WITHOUT_SERVERS = {"CLOG_TEST_WITHOUT_SERVERS": "all"}

LONG = [[*PYTHON, "pytest", "-n", "0", "-m", "long", "tests"], [*PYTHON, "tests.bench.run"]]
"""Run besides by --long."""


def main() -> int:
    """Run the steps; say which failed. Returns 0 when all are green."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fast", action="store_true", help="leave out servers, Java, coverage and docs")
    parser.add_argument("--long", action="store_true", help="also run what takes an hour")
    parser.add_argument("--only", help="names of steps, comma separated")
    options = parser.parse_args()
    steps = FAST if options.fast else STEPS
    failed = []
    for name in options.only.split(",") if options.only else steps:
        started = time.monotonic()
        commands = steps[name]
        good = all(run(command, **(WITHOUT_SERVERS if options.fast else {})) for command in commands)
        print(f"== {name}: {'passed' if good else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
        if not good:
            failed.append(name)
    if options.long and not all(run(command) for command in LONG):
        failed.append("long")
    print(f"check: {'FAILED: ' + ', '.join(failed) if failed else 'all green'}")
    return 1 if failed else 0


def run(command: list[str], **environment: str) -> bool:
    """Run one command in the root of the project; whether it succeeded."""
    print("$", " ".join(command), flush=True)
    return (
        subprocess.run(
            command, cwd=ROOT, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}
        ).returncode
        == 0
    )


if __name__ == "__main__":
    sys.exit(main())

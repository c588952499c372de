"""Where real Liquibase is found by the tests that ask it."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def command_lines(lines: Iterable[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Run command lines of real Liquibase in one JVM, each when it is asked for: status and output, in one line."""
    command = _java("CommandLines.java")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in lines:
            process.stdin.write("\t".join(line) + "\n")
            process.stdin.flush()
            status, _, said = process.stdout.readline().partition("\t")
            yield int(status), said
        process.stdin.close()


def conditions(url: str, user: str, folder: Path, change_log: str) -> list[str]:
    """Let Liquibase evaluate the preconditions of each change set: holds, fails or errs."""
    command = [*_java("Conditions.java"), url, user, str(folder), change_log]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line.split("\t")[1] for line in done.stdout.splitlines()]


def _java(source: str) -> list[str]:
    """Write the command that runs a file beside this one with Liquibase at hand."""
    sys.path.insert(0, str(HOME))
    found = importlib.import_module("oracle").classpath()
    sys.path.remove(str(HOME))
    path = found if isinstance(found, str) else os.pathsep.join(found)
    return ["java", "-XX:TieredStopAtLevel=1", "-cp", path, str(Path(__file__).with_name(source))]


def core_jar() -> Path:
    """Give the jar that holds Liquibase's classes and schemas, or skip the test and say why."""
    liquibase()
    found = next((part for part in _java("Live.java")[3].split(os.pathsep) if "liquibase-core" in part), "")
    if not found:
        pytest.skip("there is no liquibase-core.jar")
    return Path(found)

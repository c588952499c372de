"""Measuring whole processes: CPU, wall and peak memory, two commands in turn, medians of pairs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Cost(NamedTuple):
    """What a finished process cost: seconds of CPU and wall, MiB at the peak."""

    cpu: float
    wall: float
    peak: float


class Row(NamedTuple):
    """One line of the table: what, the figure, its limit, and the unit."""

    what: str
    figure: float
    limit: float
    unit: str = "x"

    def __str__(self) -> str:
        """Write it as a line of a Markdown table."""
        verdict = "ok" if self.figure <= self.limit else "ABOVE"
        return f"| {self.what} | {self.figure:.2f} {self.unit} | {self.limit:g} {self.unit} | {verdict} |"


class Command(NamedTuple):
    """A command with what has to be done before each run, which is not measured."""

    words: Sequence[str]
    prepare: Callable[[], object] = lambda: None
    stdin: str | None = None
    cwd: str | None = None


_LAUNCHER = """
import os, sys, time
started = time.perf_counter()
nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[nowhere])
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss)
"""
"""Starts a program from a process that is small: the peak of a child is never less than what its parent held at its start."""


def once(command: Command) -> Cost:
    """Run it and ask the operating system what it cost.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    command.prepare()
    source = open(command.stdin, "rb") if command.stdin else None  # noqa: PTH123, SIM115 - closed below
    done = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *command.words],
        stdin=source,
        capture_output=True,
        cwd=command.cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        check=False,
    )
    if source is not None:
        source.close()
    status, seconds, wall, kilobytes = (done.stdout.split() or [b"1"] * 4)[:4]
    if done.returncode or int(status):
        message = f"{' '.join(command.words)} failed: {done.stderr.decode(errors='replace')[-2000:]}"
        raise RuntimeError(message)
    return Cost(float(seconds), float(wall), int(kilobytes) / 1024)


def pairs(first: Command, second: Command, runs: int) -> list[tuple[Cost, Cost]]:
    """Run two commands in turn, after one round that does not count."""
    once(first), once(second)
    return [(once(first), once(second)) for _ in range(runs)]


def ratio(measured: list[tuple[Cost, Cost]], figure: str = "cpu") -> float:
    """Give the median of the ratios, pair by pair."""
    return float(statistics.median(getattr(a, figure) / getattr(b, figure) for a, b in measured))


def median(measured: list[tuple[Cost, Cost]], figure: str = "cpu") -> float:
    """Give the median of the first command's figure."""
    return float(statistics.median(getattr(a, figure) for a, _ in measured))

"""Kills `clog update` at every statement boundary or at random moments, runs it again, and compares what came out.

    python kill_run.py URL CHANGELOG MODE SEED COUNT

MODE is boundary (each driver call, killed before and after it; COUNT of them picked by SEED, 0 for all) or random
(any moment, until COUNT kills have come before the run had ended).
Prints one JSON object: how many kills, and what went wrong. Runs are forked off one process that has imported clog.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 60.0


def forked(work: Callable[[], Any], log: str) -> int:
    """Run something in a process of its own; give its number."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        work()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def update(url: str, changelog: str) -> None:
    """Run `clog update`."""
    from clog.cli.main import main

    path = Path(changelog)
    os.chdir(path.parent)
    sys.argv = ["clog", f"--url={url}", f"--changelog-file={path.name}", "update"]
    if main() != 0:
        raise SystemExit(1)


def counted(url: str, stop: Callable[[int, bool], None]) -> None:
    """Tell `stop` before and after every call of the driver."""
    from importlib import import_module

    from clog.database.connection.session import Session
    from clog.database.connection.url import parse_url

    driver = parse_url(url).dialect.replace("mariadb", "mysql")
    module = import_module(f"clog.database.connection.drivers.{driver}.session")
    cls = next(
        found
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Session) and found is not Session
    )
    calls = 0

    def counting(real: Any) -> Any:
        def wrapped(self: Any, *args: Any) -> Any:
            nonlocal calls
            calls += 1
            mine = calls
            stop(mine, False)
            answer = real(self, *args)
            stop(mine, True)
            return answer

        return wrapped

    for name in ("_execute", "_execute_rows", "_query"):
        setattr(cls, name, counting(getattr(cls, name)))


def counted_update(url: str, changelog: str, stop: Callable[[int, bool], None]) -> None:
    """Run `clog update` and tell `stop` of every call."""
    counted(url, stop)
    update(url, changelog)


def wait(child: int) -> int:
    """Wait for a process; give its status."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Runs:
    """Runs against one database, which is emptied before each."""

    def __init__(self, url: str, changelog: str, make: Callable[[], None], dump: Callable[[], Any]) -> None:
        self.url = url
        self.changelog = changelog
        self.make = make
        self.dump = dump
        self.log = str(Path(tempfile.mkdtemp(prefix="kill-run-")) / "log")
        self.bad: list[dict[str, Any]] = []
        self.kills = 0
        self.make()
        counts = f"{self.log}.calls"

        def note(number: int, after: bool) -> None:  # noqa: FBT001 - called by position
            if after:
                Path(counts).write_text(str(number), encoding="ascii")

        started = time.monotonic()
        status = wait(forked(lambda: counted_update(url, changelog, note), self.log))
        self.length = time.monotonic() - started
        if status:
            raise SystemExit(f"the undisturbed run failed:\n{self.text()}")
        self.calls = int(Path(counts).read_text(encoding="ascii"))
        self.wanted = self.dump()

    def text(self) -> str:
        """Give what the last run printed."""
        return Path(self.log).read_text(encoding="utf-8", errors="replace")

    def boundary(self, number: int, after: bool) -> None:  # noqa: FBT001 - called by position
        """Kill at one call of the driver."""

        def stop(mine: int, done: bool) -> None:  # noqa: FBT001 - called by position
            if (mine, done) == (number, after):
                os.kill(os.getpid(), signal.SIGKILL)

        self.make()
        status = wait(forked(lambda: counted_update(self.url, self.changelog, stop), self.log))
        self.again(f"call {number} {'after' if after else 'before'}", status)

    def at(self, seconds: float) -> None:
        """Kill after some time."""
        self.make()
        child = forked(lambda: update(self.url, self.changelog), self.log)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        self.again(f"{seconds:.4f} s", wait(child))

    def again(self, what: str, status: int) -> None:
        """Run it to its end and compare."""
        self.kills += status == -signal.SIGKILL
        started = time.monotonic()
        status = wait(forked(lambda: update(self.url, self.changelog), self.log))
        found = self.dump()
        if status or found != self.wanted or time.monotonic() - started > LONGEST:
            differing = [
                [name, self.wanted.get(name), found.get(name)]
                for name in sorted({*self.wanted, *found})
                if self.wanted.get(name) != found.get(name)
            ]
            self.bad.append({"what": what, "status": status, "differs": differing, "text": self.text()[-2000:]})


def main() -> None:
    """Do what the arguments say."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.support.contents import contents, emptied

    url, changelog, mode, seed, count = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
    runs = Runs(url, str(Path(changelog).resolve()), lambda: emptied(url), lambda: contents(url))
    chance = random.Random(seed)  # noqa: S311 - runs must repeat, not surprise
    if mode == "boundary":
        places = [(number, after) for number in range(1, runs.calls + 1) for after in (False, True)]
        for number, after in sorted(chance.sample(places, count)) if count else places:
            runs.boundary(number, after)
    else:
        for _ in range(2 * count):
            if runs.kills < count:
                runs.at(chance.uniform(0, runs.length))
    print(json.dumps({"kills": runs.kills, "calls": runs.calls, "seconds": runs.length, "bad": runs.bad}, default=str))


if __name__ == "__main__":
    main()

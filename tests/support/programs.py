"""Who runs change sets one at a time: clog in this process, real Liquibase in one of Java's. Both obey the same orders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import urlencode

import pytest

from clog.errors import ClogError, ValidationError
from clog.execution.checks import check
from clog.execution.executor import run_back, run_forward
from clog.execution.project import Project
from clog.execution.task import Task, Work, execute
from clog.model.history import ALREADY_RAN
from clog.planning import plan_rollback, plan_update
from clog.rules.runner import change_problems
from tests.support.oracle import HOME

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from clog.execution.executor import Tally
    from clog.model.history import RanChangeSet
    from tests.support.cases import Case


class Answer(NamedTuple):
    """What became of an order: a word, EXECUTED or ROLLEDBACK where it was carried out, and the rest."""

    word: str
    more: str = ""

    @property
    def good(self) -> bool:
        """Whether it was carried out, even if there was nothing to do."""
        return self.word in ("EXECUTED", "RERAN", "MARK_RAN", "SKIPPED", "ROLLEDBACK", "FAILED")


class Tool(Protocol):
    """A program that runs change sets by their number in the change log."""

    def open(self, url: str, case: Case) -> list[str]:
        """Begin with a change log on a database; list path::id::author of its change sets."""
        ...

    def update(self, number: int) -> Answer:
        """Run a change set."""
        ...

    def rollback(self, number: int) -> Answer:
        """Undo a change set."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class Clog:
    """clog as its commands run it, but for one change set, whatever is wrong with its neighbours."""

    def open(self, url: str, case: Case) -> list[str]:
        self.settings = case.settings(url)
        with Project(self.settings) as project:
            if project.change_log.preconditions:
                with suppress(ValidationError):
                    list(check(project))
            return [str(change_set) for change_set in project.change_sets]

    def update(self, number: int) -> Answer:
        def decide(project: Project, history: list[RanChangeSet]) -> Work:
            change_set = project.change_sets[number]
            plan = plan_update(project.change_sets, history, project.summer, project.runtime)
            step = next((step for step in plan.steps if step.change_set.key == change_set.key), None)
            if step is None or step.denied:
                return Work(())
            problems = tuple(change_problems(step.change_set, project.generation)) if step.status != ALREADY_RAN else ()
            if problems:
                raise ValidationError(problems)
            return Work((step,), plan=plan)

        return self._do(decide, run_forward)

    def rollback(self, number: int) -> Answer:
        def decide(project: Project, history: list[RanChangeSet]) -> Work:
            rows = [row for row in history if row.key == project.change_sets[number].key]
            return Work(plan_rollback(project.change_sets, rows, project.runtime))

        return self._do(decide, run_back)

    def _do(self, decide: Callable[..., Work], carry_out: Callable[..., Any]) -> Answer:
        with Project(self.settings) as project:
            work = execute(project, Task(lambda history: decide(project, history), carry_out))
            try:
                while True:
                    next(work)
            except StopIteration as end:
                tally: Tally = end.value.tally
            except ClogError as error:
                return Answer("error", str(error))
        word = tally.outcomes[0][1] if tally.outcomes else "skipped"
        return Answer("ROLLEDBACK" if carry_out is run_back else word)

    def close(self) -> None:
        """Nothing is open between two orders."""


class Liquibase:
    """Real Liquibase, kept running for all change logs of a folder."""

    def __init__(self, root: Path, classes: Path) -> None:
        """Start it, or skip the test and say why."""
        missing = [program for program in ("java", "javac", "npm") if shutil.which(program) is None]
        if missing or not (HOME / "oracle.py").exists():
            pytest.skip(f"real Liquibase is not asked: {', '.join(missing) or HOME} not found; set CLOG_ORACLE")
        asked = [sys.executable, "-B", "-c", "import oracle; print(oracle.classpath())"]
        done = subprocess.run(asked, cwd=HOME, capture_output=True, text=True, check=True)
        jars = os.pathsep.join([str(classes), done.stdout.strip()])
        source = str(Path(__file__).with_name("Live.java"))
        subprocess.run(["javac", "-nowarn", "-d", str(classes), "-cp", jars, source], check=True)
        line = [
            "java",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
        ]
        line += ["-Duser.timezone=UTC", "-Duser.language=en", "-Duser.country=US", "-cp", jars, "Live", str(root)]
        self.process = subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
        )

    def _ask(self, *order: str) -> Answer:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\t".join(order) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("@"):
                word, _, more = line[1:].rstrip("\n").partition("\t")
                return Answer(word, more)
        raise AssertionError(f"Liquibase has ended at {order}")

    def open(self, url: str, case: Case) -> list[str]:
        address, _, asked = url.partition("?")
        user = asked.partition("user=")[2].partition("&")[0]
        parameters = urlencode(case.parameters)
        answer = self._ask("open", address, user, case.file, case.contexts, case.labels, parameters)
        if answer.word != "opened":
            raise ClogError(answer.more)
        return answer.more.split("\t") if answer.more else []

    def update(self, number: int) -> Answer:
        return self._ask("update", str(number))

    def rollback(self, number: int) -> Answer:
        return self._ask("rollback", str(number))

    def close(self) -> None:
        self._ask("close")

    def end(self) -> None:
        """End the process."""
        self.process.communicate(timeout=30)

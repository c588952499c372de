"""Asks real Liquibase what becomes of fixtures/transactions/cases.yaml: python -m tests.tools.transaction_outcomes"""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.oracle import command_lines
from tests.support.scenarios import Database
from tests.support.servers import fresh_database
from tests.support.transactions import FOLDER, KINDS, TABLE, outcome, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

END = {
    "postgresql": (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()",
    ),
    "mariadb": (
        "SELECT concat('KILL ', id) FROM information_schema.PROCESSLIST WHERE db = '{}' AND id <> CONNECTION_ID()",
    ),
}


def main() -> None:
    """Write outcomes.json."""
    found = {kind: _asked(kind) for kind in KINDS if kind != "sqlite"}
    lines = [
        f" {json.dumps(kind)}: {{\n"
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in sorted(cases.items()))
        + "\n }"
        for kind, cases in found.items()
    ]
    (FOLDER / "outcomes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _asked(kind: str) -> dict[str, object]:
    """Let Liquibase run all of a database's. What it leaves of a lock or of a connection is cleared before each."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        server_url = stack.enter_context(fresh_database(kind)) if kind != "sqlite" else ""
        plan = list(runs(kind))
        urls = {run.name: server_url or f"jdbc:sqlite:{folder / run.root}.db" for run in plan}

        def lines() -> Iterator[list[str]]:
            for run in plan:
                for file, text in run.files.items():
                    (folder / file).write_text(text, encoding="utf-8")
                _cleared(kind, urls[run.name])
                given = [f"--url={urls[run.name]}", f"--search-path={folder}", f"--changelog-file={run.root}"]
                for command in run.commands:
                    yield ["--changelog-lock-wait-time-in-minutes=0", *given, *command]

        answers = command_lines(lines())
        found: dict[str, object] = {}
        for run in plan:
            statuses = [next(answers)[0] for _ in run.commands]
            with closing(Database(kind, urls[run.name])) as database:
                found[run.name] = outcome(run, statuses, database)
        next(answers, None)
        return found


def _cleared(kind: str, url: str) -> None:
    """End other connections, free the lock, make the table."""
    with closing(Database(kind, url)) as database:
        for statement in END.get(kind, ()):
            for (text,) in database.run(statement.format(database.name)):
                if isinstance(text, str):
                    with suppress(*database.errors):
                        database.run(text)
        with suppress(*database.errors):
            database.run(TABLE)
        with suppress(*database.errors):
            database.run("DELETE FROM DATABASECHANGELOGLOCK")


if __name__ == "__main__":
    main()

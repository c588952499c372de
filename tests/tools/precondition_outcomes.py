"""Asks real Liquibase what becomes of fixtures/preconditions/cases.yaml: python -m tests.tools.precondition_outcomes"""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.support.oracle import command_lines
from tests.support.preconditions import FOLDER, outcome, steps
from tests.support.scenarios import Database
from tests.support.servers import fresh_database


def main() -> None:
    """Write outcomes.json."""
    found = {}
    for kind in ("sqlite", "postgresql", "mariadb"):
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            folder = Path(name)
            server = kind != "sqlite"
            url = stack.enter_context(fresh_database(kind)) if server else f"jdbc:sqlite:{folder / 'x.db'}"
            database = Database(kind, url)
            plan = steps(database.user or "nobody")
            for step in plan:
                (folder / step.file).write_text(step.text, encoding="utf-8")
            lines = [
                [f"--url={url}", f"--search-path={folder}", f"--changelog-file={step.file}", step.command]
                for step in plan
            ]
            found[kind] = {
                step.name: outcome(step, status, said, database)
                for step, (status, said) in zip(plan, command_lines(lines), strict=True)
            }
            database.close()
    text = json.dumps(found, indent=1, sort_keys=True)
    (FOLDER / "outcomes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

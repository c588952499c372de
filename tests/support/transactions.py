"""Change sets with transaction words of their author: fixtures/transactions/cases.yaml, told as files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.scenarios import Database

FOLDER = Path(__file__).parents[2] / "fixtures" / "transactions"
CASES: dict[str, Any] = yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8"))
KINDS = ("sqlite", "postgresql", "mariadb")
PLACES = {
    "": "formatted SQL",
    " apart": "formatted SQL, runInTransaction=false",
    " file": "sqlFile",
    " whole": "not split into statements",
    " back": "the text of a rollback",
    " back apart": "the text of a rollback, runInTransaction=false",
}
"""Where the words stand; the first two hold for all cases, the others for those that say so."""

TABLE = "CREATE TABLE w (c VARCHAR(60), n INT)"


class Run(NamedTuple):
    """One change log of its own and the commands on it. The change set behind tells what reaches it of the first."""

    name: str
    files: dict[str, str]
    commands: tuple[tuple[str, ...], ...]

    @property
    def root(self) -> str:
        """The name of the change log."""
        return next(iter(self.files))


def some_runs(kind: str) -> Iterator[Run]:
    """List each case once, in one of its places by turns."""
    of_case: dict[str, list[Run]] = {}
    for run in runs(kind):
        of_case.setdefault(run.root[:2], []).append(run)
    for number, found in enumerate(of_case.values()):
        yield found[number % len(found)]


def runs(kind: str) -> Iterator[Run]:
    """List the runs of a database: each case in all of its places."""
    for number, (name, written) in enumerate(CASES.items()):
        case = {"sql": written} if isinstance(written, str) else written
        if kind not in case.get("for", "sqlite postgresql mariadb").split():
            continue
        for place in PLACES:
            if place not in {"", " apart"} and place.strip() not in case.get("also", "").split(", "):
                continue
            yield _run(name, place, f"{number:02}{place.replace(' ', '-')}", case["sql"])


def _run(name: str, place: str, file: str, sql: str) -> Run:
    full = name + place
    words = _written(sql, full)
    apart = " runInTransaction:false" if place.endswith("apart") else ""
    behind = f"-- changeset a:behind\n{_insert(full, 101)};\nROLLBACK;\n{_insert(full, 102)};\n"
    head = f"-- liquibase formatted sql\n-- changeset a:words{apart}"
    root = f"{file}.sql"
    update = (("update",),)
    if "back" in place:
        back = "".join(f"-- rollback {line}\n" for line in words.splitlines())
        return Run(full, {root: f"{head}\n{_insert(full, 0)};\n{back}"}, (*update, ("rollback-count", "--count=1")))
    if place == " whole":
        return Run(full, {root: f"{head} splitStatements:false\n{words}{behind}"}, update)
    if place == " file":
        change = {"sqlFile": {"path": f"{file}.txt"}}
        change_set = {"changeSet": {"id": "words", "author": "a", "changes": [change]}}
        log = json.dumps({"databaseChangeLog": [change_set]})
        return Run(full, {f"{file}.json": log, f"{file}.txt": words}, update)
    return Run(full, {root: f"{head}\n{words}{behind}"}, update)


def _written(sql: str, name: str) -> str:
    """Write the statements of a case: numbers stand for rows, the rest is what it says."""
    parts = [part.strip(" ") for part in sql.strip().split(";")]
    return "".join(
        f"{_insert(name, part) if part.isdigit() else part.format(t=_table(name))};\n" for part in parts if part
    )


def _insert(name: str, number: int | str) -> str:
    return f"INSERT INTO w VALUES ('{name}', {number})"


def _table(name: str) -> str:
    return "w_" + "".join(char if char.isalnum() else "_" for char in name).lower()


def sqlite_meaning(run: Run, path: Path) -> dict[str, Any]:
    """Say what SQLite itself makes of a run, with a transaction that is begun before a statement where none is open.

    Real Liquibase does not get so far: its driver for SQLite cannot commit what the author has ended already.
    """
    statuses: list[int] = []
    done: list[str] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(TABLE)
        for command in run.commands:
            try:
                for name, apart, statements in _change_sets(run, back=command[0] != "update"):
                    for statement in statements:
                        if not apart and not connection.in_transaction:
                            connection.execute("BEGIN")
                        connection.execute(statement)
                    if connection.in_transaction:
                        connection.execute("COMMIT")
                    done = [name, *done] if command[0] == "update" else []
                statuses.append(0)
            except sqlite3.Error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                statuses.append(1)
        rows = [row[0] for row in connection.execute("SELECT n FROM w ORDER BY n")]
        made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_table(run.name),)).fetchone()
    return {"status": statuses, "rows": rows, "history": done[::-1], "table": made is not None}


def _change_sets(run: Run, *, back: bool) -> Iterator[tuple[str, bool, list[str]]]:
    """Take a run apart: the name of each change set, whether it is outside of a transaction, its statements."""
    text = run.files[run.root]
    if run.root.endswith("json"):
        yield "words", False, _split(next(text for name, text in run.files.items() if name != run.root))
        return
    for block in text.split("-- changeset a:")[1:]:
        head, _, body = block.partition("\n")
        lines = body.splitlines()
        kept = [line.removeprefix("-- rollback ") for line in lines if line.startswith("-- rollback ") == back]
        yield head.split()[0], "runInTransaction:false" in head, _split("\n".join(kept) + "\n")


def _split(text: str) -> list[str]:
    return [part for part in text.split(";\n") if part.strip()]


def outcome(run: Run, statuses: list[int], database: Database) -> dict[str, Any]:
    """Keep what counts: exit statuses, rows, tables that the words made, and what is in the history."""
    history = "SELECT ID, EXECTYPE FROM DATABASECHANGELOG WHERE FILENAME = '{}' ORDER BY ORDEREXECUTED"
    if database.kind == "postgresql":
        history = history.lower()
    rows = [row[0] for row in database.run(f"SELECT n FROM w WHERE c = '{run.name}' ORDER BY n")]
    ran = [str(row[0]) for row in database.run(history.format(run.root))]
    return {"status": statuses, "rows": rows, "history": ran, "table": _table(run.name) in database.tables()}

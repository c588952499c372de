"""Transaction words of an author mean what they mean in Liquibase, and the history is right whatever they do.

fixtures/transactions: cases.yaml asks, outcomes.json holds what Liquibase 4.28.0 leaves: rows, tables, history. On SQLite
the database itself is asked, for there Liquibase fails where an author ends a transaction.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.recovery.journal import half_done
from tests.support.scenarios import Database
from tests.support.transactions import FOLDER, KINDS, TABLE, Run, outcome, runs, some_runs, sqlite_meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

OUTCOMES: dict[str, dict[str, Any]] = json.loads((FOLDER / "outcomes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("listed", [some_runs, pytest.param(runs, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", KINDS)
def test_words_mean_what_they_mean_in_liquibase(
    kind: str,
    listed: Callable[[str], Iterable[Run]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = str(request.getfixturevalue(f"{kind}_url"))
    differ, refused = {}, set()
    with closing(Database(kind, url)) as database:
        database.run(TABLE)
        for run in listed(kind):
            found = played(run, database, url, tmp_path)
            expected = (
                OUTCOMES[kind][run.name] if kind in OUTCOMES else sqlite_meaning(run, tmp_path / f"{run.root}.db")
            )
            said = "".join(capsys.readouterr())
            if found != expected:
                differ[run.name] = (found, expected, said)
            if any(expected["status"]):
                refused.add(run.root)
    assert differ == {}
    with connect(url) as session:
        assert {entry.key.path for entry in half_done(session)} <= refused


def played(run: Run, database: Database, url: str, folder: Path) -> dict[str, Any]:
    """Do a run; give what counts of it."""
    for name, text in run.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    given = [f"--url={url}", f"--search-path={folder}", f"--changelog-file={run.root}"]
    statuses = [main([*given, *command]) for command in run.commands]
    return outcome(run, statuses, database)


TAKEN_BACK = """\
--liquibase formatted sql
--changeset dev:1
CREATE TABLE account (id int PRIMARY KEY, note varchar(40));

--changeset dev:2
START TRANSACTION;
INSERT INTO account VALUES (1, 'rolled back by START TRANSACTION');
ROLLBACK;

--changeset dev:3
{off}INSERT INTO account VALUES (2, 'rolled back, autocommit=0');
ROLLBACK;
{on}
--changeset dev:4
INSERT INTO account VALUES (3, 'rolled back by a bare ROLLBACK');
ROLLBACK;
INSERT INTO account VALUES (4, 'stays');
"""


def test_rows_that_an_author_took_back_are_gone(server_url: str, tmp_path: Path) -> None:
    switches = {"off": "SET autocommit = 0;\n", "on": "SET autocommit = 1;\n"} if "mariadb" in server_url else {}
    text = TAKEN_BACK.format(**(switches or {"off": "", "on": ""}))
    assert update(server_url, tmp_path, text) == 0
    assert rows(server_url, "account") == [4]


RESUMED = {
    "behind a commit": ("", "1; COMMIT; 2; {}; 3", [1], [1, 2, 3]),
    "behind a rollback": ("", "1; ROLLBACK; 2; {}; 3", [], [2, 3]),
    "behind both": ("", "1; COMMIT; 2; ROLLBACK; 3; {}; 4", [1], [1, 3, 4]),
    "outside of a transaction": (" runInTransaction:false", "1; {}; 2", [1], [1, 2]),
    "in a transaction of its own": (
        " runInTransaction:false",
        "1; START TRANSACTION; 2; COMMIT; START TRANSACTION; 3; {}; 4; ROLLBACK; 5",
        [1, 2],
        [1, 2, 5],
    ),
}
ON_MARIADB = {
    "with autocommit": ("", "SET autocommit = 1; 1; {}; 2; ROLLBACK; 3", [1], [1, 2, 3]),
    "behind a table": ("", "1; ROLLBACK; CREATE TABLE made (n INT); 2; ROLLBACK; {}; 3", [], [3]),
}


@pytest.mark.parametrize("name", [*RESUMED, *ON_MARIADB])
def test_what_is_noted_for_going_on_fits(name: str, server_url: str, tmp_path: Path, capsys: Any) -> None:
    """A change set that broke off goes on where its author's transactions left it; nothing is done twice."""
    if name in ON_MARIADB and "mariadb" not in server_url:
        pytest.skip("only on MariaDB")
    words, sql, before, after = {**RESUMED, **ON_MARIADB}[name]
    head = f"--liquibase formatted sql\n--changeset a:1\nCREATE TABLE t (n INT);\n--changeset a:2{words}\n"
    text = head + "".join(
        f"{f'INSERT INTO t VALUES ({part})' if part.isdigit() else part};\n" for part in sql.split("; ")
    )
    assert update(server_url, tmp_path, text.format("INSERT INTO nowhere VALUES (1)")) == 1
    assert ("nothing of this change set remains" in capsys.readouterr().err) == (before == [] and "CREATE" not in sql)
    assert rows(server_url, "t") == before
    assert update(server_url, tmp_path, text.format("SELECT 1")) == 0
    assert rows(server_url, "t") == after
    with connect(server_url) as session:
        assert half_done(session) == []
        assert session.query("SELECT count(*) FROM " + session.dialect.object(session.tables.history)) == [(2,)]


def update(url: str, folder: Path, text: str) -> int:
    (folder / "c.sql").write_text(text, encoding="utf-8")
    return main([f"--url={url}", "--changelog-file=c.sql", f"--search-path={folder}", "update"])


def rows(url: str, table: str) -> list[Any]:
    with connect(url) as session:
        return [row[0] for row in session.query(f"SELECT * FROM {table} ORDER BY 1")]

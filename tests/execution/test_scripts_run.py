"""A script does what the run does: update-sql and rollback-count-sql, run by the database's own client, against the commands."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from clog.api import Database
from clog.errors import ClogError
from tests.database.connection.test_place import FILES
from tests.database.test_cases_live import ALL, SOME, prefix_of
from tests.support.cases import Case, cases, copied
from tests.support.clients import run_script
from tests.support.contents import connection, database
from tests.support.snapshot import Facts, snapshot
from tests.support.stepwise import connected, emptied, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.settings import Settings

pytestmark = pytest.mark.server

EXAMPLE = Path(__file__).parents[2]
_HISTORY = (
    "SELECT ID, AUTHOR, FILENAME, ORDEREXECUTED, EXECTYPE, MD5SUM, DESCRIPTION, COMMENTS, TAG, CONTEXTS, LABELS"
    " FROM {} ORDER BY ORDEREXECUTED"
)


class Left(NamedTuple):
    """What is in a database: objects and rows, and the history without times."""

    facts: Facts
    history: list[Any]


def left(settings: Settings) -> Left:
    """Look at a database."""
    url = str(settings.url)
    place = settings.default_schema_name or url.partition("currentSchema=")[2]
    table = f"{place}.DATABASECHANGELOG" if place else "DATABASECHANGELOG"
    with closing(connection(url)) as at, closing(at.cursor()) as cursor:
        cursor.execute(_HISTORY.format(table))
        return Left(snapshot(url), [tuple(row) for row in cursor.fetchall()])


def execute(url: str, *statements: str) -> None:
    with closing(connected(url)) as at, closing(at.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)


def differences(settings: Settings, ground: Callable[[], None]) -> Iterator[str]:
    """Run a change log, and its rollback if there is one, by commands and by scripts; say where they part."""
    url = str(settings.url)
    tool = Database(settings)
    emptied(url)
    ground()
    done = len(tool.update().done)
    if not done:
        return
    runs = [left(settings)]
    try:
        back = tool.run("rollback-count-sql", count=done).script
        tool.rollback(count=done)
        runs.append(left(settings))
    except ClogError:
        back = ""
    emptied(url)
    ground()
    said = run_script(url, tool.update_sql().script)
    scripts = [left(settings)] if not said else []
    if not said and len(runs) > 1:
        said = run_script(url, back)
        scripts.append(left(settings))
    if said:
        yield f"the script fails: {said}"
    for what, one, other in zip(("update", "rollback"), runs, scripts, strict=False):
        for key in sorted({*one.facts, *other.facts}):
            if one.facts.get(key) != other.facts.get(key):
                yield f"{what}: {key}: {one.facts.get(key)} by the run, {other.facts.get(key)} by the script"
        if one.history != other.history:
            yield f"{what}: history: {one.history} by the run, {other.history} by the script"


def test_the_scripts_of_the_example_system_do_what_the_runs_do(database_url: str) -> None:
    settings = Case(EXAMPLE, "changelog/root.xml").settings(database_url)
    assert list(differences(settings, lambda: None)) == []


def test_so_do_those_for_another_place(server_url: str) -> None:
    kind, place = ("DATABASE", f"{database(server_url)}_app") if "mariadb" in server_url else ("SCHEMA", "app")
    settings = Case(EXAMPLE, "changelog/root.xml").settings(server_url).replace(default_schema_name=place)
    assert list(differences(settings, lambda: execute(server_url, f"CREATE {kind} {place}"))) == []


@pytest.mark.parametrize("how", ["--default-schema-name", "currentSchema"])
def test_raw_sql_of_scripts_lands_where_that_of_runs_does(postgresql_url: str, tmp_path: Path, how: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = Case(tmp_path, "c.yaml").settings(postgresql_url)
    if how == "currentSchema":
        settings = settings.replace(url=f"{postgresql_url}&currentSchema=app")
    else:
        settings = settings.replace(default_schema_name="app")
    assert list(differences(settings, lambda: execute(postgresql_url, "CREATE SCHEMA app"))) == []


def compared(root: Path, url: str) -> tuple[int, list[str]]:
    """Compare all change logs of a folder that run on this database; give their number and what differs."""
    count, found = 0, []
    for case in cases(root):
        if case.file.startswith(NOT_IN_SCRIPTS):
            continue

        def ground(case: Case = case) -> None:
            prepare(url, case, [], rows=True)

        try:
            found += [f"{case.file}: {text}" for text in differences(case.settings(url), ground)]
            count += 1
        except ClogError:
            continue
    return count, found


def test_the_scripts_of_some_cases_do_what_the_runs_do(database_url: str, tmp_path: Path) -> None:
    count, found = compared(copied(SOME, tmp_path / "cases", prefix_of(database_url)), database_url)
    assert "\n".join(found) == ""
    assert count >= 9


NOT_IN_SCRIPTS = (
    *("formatted_sql/precondition", "preconditions/"),  # decided when the script is written, not when it is run
    *("insert/clob_blob_files", "load_data/prepared_true"),  # values that only a connection takes
    *("foreign_key_add/composite", "foreign_key_add/references_unique", "foreign_key_add/reserved_quoted"),
)
"""Files whose scripts cannot do the same; the last ones have keys that SQLite finds wrong when it checks them."""


@pytest.mark.long
def test_the_scripts_of_all_cases_do_what_the_runs_do(database_url: str, tmp_path: Path) -> None:
    if not ALL.is_dir():
        pytest.skip(f"no {ALL}; set CLOG_ORACLE to the folder of oracle.py beside it")
    count, found = compared(copied(ALL, tmp_path / "cases", prefix_of(database_url)), database_url)
    assert "\n".join(found) == ""
    assert count >= 100

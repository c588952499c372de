"""What a change set sets in its session ends with it: change sets that run together find what each finds alone.

What one with runAlways sets stays, as in Liquibase: values that are expected there were seen with Liquibase 4.28.0.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from tests.support.clients import run_script
from tests.support.contents import connection, database, kind_of
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = pytest.mark.server

ROLE = "clog_test_role"
LOOKS = {
    "postgresql": (
        "current_schema", "current_setting('search_path')", "current_user", "session_user", "current_setting('TimeZone')",
        "current_setting('statement_timeout')", "current_setting('check_function_bodies')",
        "current_setting('session_replication_role')", "current_setting('standard_conforming_strings')",
        "current_setting('DateStyle')", "current_setting('transaction_isolation')", "nullif(current_setting('my.var', true), '')",
    ),
    "mariadb": (
        "database()", "@@sql_mode", "@@foreign_key_checks", "@@unique_checks", "@@time_zone", "@@autocommit",
        "@@character_set_client", "@@tx_isolation", "@@default_storage_engine", "@@lock_wait_timeout",
        "@@sql_safe_updates", "current_role()", "@@collation_connection", "@@group_concat_max_len",
    ),
    "sqlite": (
        *(f"(SELECT * FROM pragma_{name})" for name in (
            "foreign_keys", "recursive_triggers", "ignore_check_constraints", "legacy_alter_table",
            "reverse_unordered_selects", "writable_schema",
        )),
        "('a' LIKE 'A')", "(SELECT group_concat(name) FROM pragma_database_list WHERE name <> 'temp')",
    ),
}  # fmt: skip
"""What the second change set writes down."""

SETS = {
    "postgresql": {
        "SET search_path TO other": {1: "public, other"},
        "SELECT pg_catalog.set_config('search_path', '', false)": {1: "public"},
        "SET LOCAL search_path TO other": {},
        f"SET ROLE {ROLE}": {2: ROLE},
        f"SET SESSION AUTHORIZATION {ROLE}": {2: ROLE, 3: ROLE},
        "SET TIME ZONE 'Asia/Tokyo'": {4: "Asia/Tokyo"},
        "SET statement_timeout = 54321": {5: "54321ms"},
        "SET check_function_bodies = off": {6: "off"},
        "SET session_replication_role = replica": {7: "replica"},
        "SET standard_conforming_strings = off": {8: "off"},
        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE": {10: "serializable"},
        "SET my.var = 'x'": {11: "x"},
        "DO $$ BEGIN PERFORM set_config('statement_timeout', '777', false); END $$": {5: "777ms"},
        "SELECT 1; SET TIME ZONE 'Asia/Tokyo'; SELECT 2": {4: "Asia/Tokyo"},
    },
    "mariadb": {
        "USE {other}": {0: "{other}"},
        "SET sql_mode = ''": {1: ""},
        "SET foreign_key_checks = 0": {2: "0"},
        "SET SESSION unique_checks = 0, time_zone = '+05:00'": {3: "0", 4: "+05:00"},
        "SET NAMES latin1": {6: "latin1", 12: "latin1_swedish_ci"},
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE": {7: "SERIALIZABLE"},
        "SET default_storage_engine = MyISAM": {8: "MyISAM"},
        "SET lock_wait_timeout = 77": {9: "77"},
        "SET @@session.sql_safe_updates = 1": {10: "1"},
        f"SET ROLE {ROLE}": {11: ROLE},
        "SET collation_connection = latin1_bin": {12: "latin1_bin"},
        "/*!40101 SET group_concat_max_len = 77 */": {13: "77"},
        "BEGIN NOT ATOMIC SET group_concat_max_len = 78; END": {13: "78"},
    },
    "sqlite": {
        "PRAGMA foreign_keys = ON": {},
        "PRAGMA recursive_triggers = ON": {1: "1"},
        "PRAGMA ignore_check_constraints = ON": {2: "1"},
        "PRAGMA legacy_alter_table = ON": {3: "1"},
        "PRAGMA reverse_unordered_selects = ON": {4: "1"},
        "PRAGMA case_sensitive_like = ON": {6: "0"},
        "ATTACH ':memory:' AS other": {7: "main,other"},
    },
}
"""Statements, with what Liquibase lets the next change set see of them, by place among the looks."""

CASES = [(kind, statement) for kind, statements in SETS.items() for statement in statements]


class Ground:
    """A database in which change sets write down how their session is set."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self.kind = url, folder, kind_of(url)
        self.other = f"{database(url)}_other" if self.kind == "mariadb" else "other"
        columns = ", ".join(f"c{place} text" for place in range(len(LOOKS[self.kind])))
        self.history = {"mariadb": f"{database(url)}.DATABASECHANGELOG"}.get(self.kind, "databasechangelog")
        self.record = {"postgresql": "public.rec", "mariadb": f"{database(url)}.rec"}.get(self.kind, "rec")
        self.execute(f"CREATE TABLE {self.record} ({columns})")
        if self.kind != "sqlite":
            self.execute(f"CREATE {'SCHEMA' if self.kind == 'postgresql' else 'DATABASE'} {self.other}")

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(connection(self.url)) as at, closing(at.cursor()) as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    def sets(self, statement: str, **more: Any) -> dict[str, Any]:
        text = statement.replace("{other}", self.other)
        change = {"sql": {"sql": text, "splitStatements": False}}
        return {"changeSet": {"id": "sets", "author": "a", **more, "changes": [change]}}

    def looks(self, number: int = 1) -> dict[str, Any]:
        text = f"INSERT INTO {self.record} SELECT {', '.join(LOOKS[self.kind])}"
        change = {"sql": {"sql": text, "splitStatements": False}}
        return {"changeSet": {"id": f"looks {number}", "author": "a", "changes": [change]}}

    def run(self, *change_sets: dict[str, Any], words: Iterable[str] = ("update",)) -> int:
        (self.folder / "c.json").write_text(json.dumps({"databaseChangeLog": list(change_sets)}), encoding="utf-8")
        return main([f"--url={self.url}", "--changelog-file=c.json", f"--search-path={self.folder}", *words])

    def seen(self) -> list[tuple[str, ...]]:
        found = self.execute(f"SELECT * FROM {self.record}")
        self.execute(f"DELETE FROM {self.record}")
        return [tuple(map(str, row)) for row in found]

    def expected(self, alone: tuple[str, ...], statement: str) -> tuple[str, ...]:
        changed = SETS[self.kind][statement]
        return tuple(changed.get(place, value).replace("{other}", self.other) for place, value in enumerate(alone))


@pytest.fixture(scope="module", autouse=True)
def _role() -> Iterable[None]:
    for kind, make in (
        ("postgresql", f"DO $$ BEGIN CREATE ROLE {ROLE} SUPERUSER; EXCEPTION WHEN duplicate_object THEN NULL; END $$"),
        ("mariadb", f"CREATE ROLE IF NOT EXISTS {ROLE}"),
    ):
        server(kind).execute(make)
    server("mariadb").execute(f"GRANT ALL ON *.* TO {ROLE}")
    return ()


@pytest.mark.parametrize("database_url", ["postgresql", "mariadb", "sqlite"], indirect=True)
def test_what_runs_together_ends_as_what_runs_alone(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = Ground(database_url, tmp_path)
    assert ground.run(ground.looks(0)) == 0
    (alone,) = ground.seen()
    wrong = {}
    for number, statement in enumerate(SETS[ground.kind]):
        for transaction in (True, False):
            sets = ground.sets(statement, runInTransaction=transaction)
            sets["changeSet"]["id"] = f"sets {number} {transaction}"
            looks = ground.looks(2 * number + transaction + 1)
            assert ground.run(sets, looks) == 0, capsys.readouterr().err
            found = ground.seen()
            if found != [alone]:
                wrong[statement, transaction] = found
    assert wrong == {}


@pytest.mark.parametrize("database_url", ["postgresql", "mariadb", "sqlite"], indirect=True)
def test_what_a_change_set_sets_that_always_runs_stays_as_in_liquibase(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = Ground(database_url, tmp_path)
    assert ground.run(ground.looks(0)) == 0
    (alone,) = ground.seen()
    wrong = {}
    for number, statement in enumerate(SETS[ground.kind]):
        sets = ground.sets(statement, runAlways=True)
        between = ground.sets("SELECT 1" if ground.kind != "sqlite" else "PRAGMA legacy_alter_table = ON")
        sets["changeSet"]["id"], between["changeSet"]["id"] = f"sets {number}", f"between {number}"
        looks = (ground.looks(2 * number + 1), ground.looks(2 * number + 2))
        assert ground.run(sets, looks[0], between, looks[1]) == 0, capsys.readouterr().err
        expected = ground.expected(alone, statement)
        found = ground.seen()
        if found != [expected, expected]:
            wrong[statement] = found, expected
    assert wrong == {}


BY_STATEMENT = ("DO $$", "BEGIN NOT", "PRAGMA foreign_keys")
"""Scripts are written without running procedures; and none of their statements is in a transaction."""


@pytest.mark.parametrize("always", [False, True], ids=["once", "always"])
@pytest.mark.parametrize("database_url", ["postgresql", "mariadb", "sqlite"], indirect=True)
def test_a_script_sets_and_puts_back_what_the_run_does(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, always: bool
) -> None:
    ground = Ground(database_url, tmp_path)
    assert ground.run(ground.looks(0)) == 0
    ground.seen()
    change_sets = [ground.looks(1)]
    for number, statement in enumerate(SETS[ground.kind]):
        if not statement.startswith(BY_STATEMENT):
            sets = ground.sets(statement, runAlways=always)
            sets["changeSet"]["id"] = f"sets {number}"
            change_sets += [sets, ground.looks(number + 2)]
    capsys.readouterr()
    assert ground.run(*change_sets, words=("update-sql",)) == 0
    assert run_script(database_url, capsys.readouterr().out) == ""
    by_script = [normal(row, always=always) for row in ground.seen()]
    ground.execute(f"DELETE FROM {ground.history}")
    assert ground.run(*change_sets) == 0
    assert by_script == [normal(row, always=always) for row in ground.seen()]
    if not always:
        assert len(set(by_script)) == 1


def test_columns_that_are_set_are_no_settings(
    postgresql_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = Ground(postgresql_url, tmp_path)
    text = (
        "UPDATE rec SET c1 = 'a'; -- SET ROLE x\n UPDATE rec\nSET c2 = 'b'; /* SET */ SET TIME ZONE 'UTC';"
        " DO $$ BEGIN UPDATE rec SET c3 = 'c'; END $$"
    )
    assert ground.run(ground.sets(text), words=("update-sql",)) == 0
    script = capsys.readouterr().out
    assert [line for line in script.split("\n") if line.startswith("RESET")] == ["RESET TIME ZONE;"]
    assert run_script(postgresql_url, script) == ""


def normal(row: tuple[str, ...], *, always: bool) -> tuple[str, ...]:
    """Leave out what clients begin with in their own way, and what stays of a search path that always is set."""
    kept = [value for place, value in enumerate(row) if not (always and place == 1 and "public" in value)]
    return tuple(value.replace("IGNORE_SPACE,", "") for value in kept)

"""What a change set sets in its session reaches those behind it, until the run ends, just as with Liquibase.

Values that are expected were seen with Liquibase 4.28.0. The history is written in the settings of the connection.
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
NOBODY = "clog_test_nobody"
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
        changed = SETS[self.kind].get(statement, {})
        return tuple(changed.get(place, value).replace("{other}", self.other) for place, value in enumerate(alone))


@pytest.fixture(scope="module", autouse=True)
def _role() -> Iterable[None]:
    for kind, make in (
        ("postgresql", f"DO $$ BEGIN CREATE ROLE {ROLE} SUPERUSER; EXCEPTION WHEN duplicate_object THEN NULL; END $$"),
        ("postgresql", f"DO $$ BEGIN CREATE ROLE {NOBODY}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"),
        ("mariadb", f"CREATE ROLE IF NOT EXISTS {ROLE}"),
    ):
        server(kind).execute(make)
    server("mariadb").execute(f"GRANT ALL ON *.* TO {ROLE}")
    return ()


OUTSIDE = {"PRAGMA foreign_keys = ON": {0: "1"}}
"""What is only heard outside of a transaction."""

FAILS = {
    "postgresql": ("SET default_transaction_read_only = on", "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "SET DateStyle = 'SQL'"),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY", "SET tx_read_only = 1"),
    "sqlite": ("PRAGMA query_only = ON",),
}  # fmt: skip
"""Behind these Liquibase cannot go on, so that the next change set may find what the connection has."""

QUIET = ("SET statement_timeout", "SET check_function_bodies", "SELECT pg_catalog", "DO $$")
EVERY = pytest.mark.parametrize("database_url", ["postgresql", "mariadb", "sqlite"], indirect=True)


@EVERY
def test_what_a_change_set_sets_reaches_those_behind_it(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = Ground(database_url, tmp_path)
    assert ground.run(ground.looks(0)) == 0
    (alone,) = ground.seen()
    wrong = {}
    for number, statement in enumerate([*SETS[ground.kind], *FAILS[ground.kind]]):
        for transaction in (True, False):
            sets = ground.sets(statement, runInTransaction=transaction)
            sets["changeSet"]["id"] = f"sets {number} {transaction}"
            first, second = (ground.looks(1000 + 4 * number + 2 * transaction + more) for more in (0, 1))
            assert ground.run(sets, first, second) == 0, (statement, capsys.readouterr().err)
            expected = (
                ground.expected(alone, statement) if transaction or statement not in OUTSIDE else ("1", *alone[1:])
            )
            found, warned = ground.seen(), "leaves settings in force" in capsys.readouterr().err
            if found != [expected, expected] or warned == (expected == alone or statement.startswith(QUIET)):
                wrong[statement, transaction] = found, expected, warned
    assert wrong == {}, repr(wrong)


@EVERY
def test_the_history_is_written_right_whatever_is_set(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Time zones, roles that may do nothing, modes of SQL, encodings: all change sets in one run, each on record."""
    ground = Ground(database_url, tmp_path)
    nobody = f"SET ROLE {NOBODY}"
    given = {
        "postgresql": [*SETS["postgresql"], nobody, "SET row_security = off", "SET DateStyle = 'German'"],
        "mariadb": [
            *(text for text in SETS["mariadb"] if "SERIALIZABLE" not in text), "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
            "SET NAMES latin1", "SET sql_safe_updates = 1, sql_select_limit = 1, time_zone = '-11:00'",
            "SET autocommit = 0", "SET completion_type = 1", "SET default_storage_engine = MEMORY",
        ],
        "sqlite": list(SETS["sqlite"]),
    }[ground.kind] + list(FAILS[ground.kind])  # fmt: skip
    change_sets = []
    for number, statement in enumerate(given):
        sets = ground.sets(statement, comment="it's \\ é")
        sets["changeSet"]["id"] = f"sets {number} it's \\ é"
        change_sets.append(sets)
    if ground.kind != "sqlite":  # statements that commit are noted between
        made = ground.sets(
            f"CREATE TABLE {'public' if ground.kind == 'postgresql' else database(database_url)}.made (a INT)"
        )
        made["changeSet"]["id"] = "made"
        change_sets.insert(-1 - len(FAILS[ground.kind]), made)
    if ground.kind == "postgresql":
        change_sets.remove(made)
    assert ground.run(*change_sets) == 0, capsys.readouterr().err
    query = f"SELECT ID, COMMENTS FROM {ground.history} ORDER BY ORDEREXECUTED"
    assert ground.execute(query) == [
        (one["changeSet"]["id"], one["changeSet"].get("comment", "")) for one in change_sets
    ]
    if ground.kind != "sqlite":
        late = "abs(extract(epoch from localtimestamp - max(dateexecuted)))"
        late = late if ground.kind == "postgresql" else "ABS(TIMESTAMPDIFF(SECOND, NOW(), MIN(DATEEXECUTED)))"
        assert ground.execute(f"SELECT {late} FROM {ground.history}")[0][0] < 300
    assert ground.run(*change_sets, words=("rollback-count", "1")) == 1  # raw SQL has no rollback: nothing is broken
    assert "up to date" in (ground.run(*change_sets), capsys.readouterr())[1].err


def test_the_default_database_stays_for_raw_sql_and_not_for_what_is_generated(mariadb_url: str, tmp_path: Path) -> None:
    ground = Ground(mariadb_url, tmp_path)
    table = {"createTable": {"tableName": "gen", "columns": [{"column": {"name": "a", "type": "int"}}]}}
    generated = {"changeSet": {"id": "generated", "author": "a", "changes": [table]}}
    raw = ground.sets("CREATE TABLE raw (a INT)")
    raw["changeSet"]["id"] = "raw"
    assert ground.run(ground.sets("USE {other}"), generated, raw) == 0
    tables = "SELECT table_schema FROM information_schema.tables WHERE table_schema LIKE '{}%' AND table_name = '{}'"
    home = database(mariadb_url)
    assert ground.execute(tables.format(home, "gen")) == [(home,)]
    assert ground.execute(tables.format(home, "raw")) == [(ground.other,)]


WARNED = {"postgresql": "SET TIME ZONE 'Asia/Tokyo'", "mariadb": "SET foreign_key_checks = 0", "sqlite": "PRAGMA recursive_triggers = ON"}  # fmt: skip
BACK = {
    "postgresql": "RESET TIME ZONE",
    "mariadb": "SET foreign_key_checks = 1",
    "sqlite": "PRAGMA recursive_triggers = OFF",
}


@EVERY
def test_a_setting_that_stays_is_told_once_with_its_place(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = Ground(database_url, tmp_path)
    statement, back = WARNED[ground.kind], BACK[ground.kind]
    tidy = ground.sets(statement)
    tidy["changeSet"]["changes"].append({"sql": {"sql": back}})
    always = ground.sets(statement, runAlways=True)
    sets = ground.sets(statement)
    for one, name in ((tidy, "tidy"), (always, "always")):
        one["changeSet"]["id"] = name
    assert ground.run(tidy, words=("--strict", "update")) == 0, capsys.readouterr().err
    assert ground.run(tidy, always, words=("--strict", "update")) == 0, capsys.readouterr().err
    assert ground.run(tidy, sets, words=("--strict", "update")) == 1
    said = capsys.readouterr().err
    assert "CLOG401" in said
    assert "c.json:1:" in said
    assert ground.run(tidy, sets, ground.looks(1)) == 0
    said = capsys.readouterr().err
    name = {"postgresql": "TimeZone", "mariadb": "foreign_key_checks", "sqlite": "recursive_triggers"}[ground.kind]
    assert said.count("leaves settings in force") == 1
    assert f" {name} = " in said
    assert "(else " in said


@EVERY
def test_a_script_leaves_the_settings_that_the_run_leaves(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Clients of the databases carry settings by themselves; and none of their statements is in a transaction."""
    ground = Ground(database_url, tmp_path)
    assert ground.run(ground.looks(0)) == 0
    ground.seen()
    change_sets = [ground.looks(1)]
    for number, statement in enumerate(SETS[ground.kind]):
        if not statement.startswith(("PRAGMA foreign_keys", "BEGIN NOT")):
            sets = ground.sets(statement)
            sets["changeSet"]["id"] = f"sets {number}"
            change_sets += [sets, ground.looks(number + 2)]
    capsys.readouterr()
    assert ground.run(*change_sets, words=("update-sql",)) == 0
    script = capsys.readouterr().out
    assert "RESET" not in script
    assert "@clog" not in script
    assert run_script(database_url, script) == ""
    by_script = [normal(row) for row in ground.seen()]
    ground.execute(f"DELETE FROM {ground.history}")
    assert ground.run(*change_sets) == 0
    assert by_script == [normal(row) for row in ground.seen()]


def normal(row: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what clients begin with in their own way, and what stays of a search path."""
    kept = [value for place, value in enumerate(row) if not (place == 1 and "public" in value)]
    return tuple(value.replace("IGNORE_SPACE,", "") for value in kept)

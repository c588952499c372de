"""Preconditions about what exists decide as Liquibase's do, for names given, missing, wrong and in another case.

fixtures/preconditions/matrix.json holds its answers; see tests/support/matrix.py.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from clog.execution.precondition_gate import asked
from clog.execution.project import Project
from clog.settings import Settings
from tests.support.matrix import LETTERS, cases, change_log, recorded, setup
from tests.support.scenarios import Database

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("sqlite", "postgresql", "mariadb")
EVERY = {"sqlite": 3, "postgresql": 11, "mariadb": 11}
"""So many cases are left out between two that are asked in a short run."""

WORDS = dict(zip(("", "failed", "error"), LETTERS, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_some_of_all_combinations(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    assert differences(kind, request, tmp_path, EVERY[kind]) == {}


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_all_combinations(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    assert differences(kind, request, tmp_path, 1) == {}


def differences(kind: str, request: pytest.FixtureRequest, folder: Path, every: int) -> dict[str, Any]:
    """Ask the cases; give those in which Liquibase says something else, with both answers."""
    url = str(request.getfixturevalue(f"{kind}_url"))
    with closing(Database(kind, url)) as database:
        own = database.name or "x"
        database.run(setup(kind, own).replace(";", ";;"))
    every_case = list(cases(kind, own))
    said = recorded(kind, every_case)
    chosen = every_case[::every]
    (folder / "c.json").write_text(change_log(chosen), encoding="utf-8")
    found = {}
    with Project(Settings(url=url, changelog_file="c.json", search_path=(str(folder),))) as project:
        for case, change_set in zip(chosen, project.change_sets, strict=True):
            node = next(child for child in change_set.node.children if child.name == "preConditions")
            verdict = asked(project, change_set, node)
            if WORDS[verdict.outcome] != said[case.key]:
                found[case.key] = (WORDS[verdict.outcome], verdict.reasons, said[case.key])
    return found


INDEX = """\
databaseChangeLog:
- changeSet:
    id: 1
    author: ann
    changes:
    - createTable: {tableName: orders, columns: [{column: {name: id, type: int}}, {column: {name: customer, type: int}}]}
    - createIndex: {indexName: ix_orders_customer, tableName: orders, columns: [{column: {name: customer}}]}
- changeSet:
    id: 2
    author: ann
    preConditions:
    - onFail: MARK_RAN
    - indexExists: {schemaName: orders, indexName: ix_orders_customer}
    changes:
    - dropIndex: {indexName: ix_orders_customer, tableName: orders}
"""


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_with_a_schema_that_is_not_there(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """People take the table for the schema: where no table is named, Liquibase looks for the index in the own schema."""
    url = str(request.getfixturevalue(f"{kind}_url"))
    (tmp_path / "c.yaml").write_text(INDEX, encoding="utf-8")
    assert main([f"--url={url}", "--changelog-file=c.yaml", f"--search-path={tmp_path}", "update"]) == 0
    with closing(Database(kind, url)) as database:
        rows = database.run(
            "SELECT id, exectype FROM " + ("databasechangelog" if kind != "mariadb" else "DATABASECHANGELOG")
        )
        assert rows == [("1", "EXECUTED"), ("2", "EXECUTED")]


def test_what_a_change_set_asks_without_a_name(sqlite_url: str, tmp_path: Path) -> None:
    """In a change set it does not hold, or is an error where it is evaluated, whatever surrounds it."""
    conditions: dict[str, tuple[dict[str, Any], str | None]] = {
        "index": ({"indexExists": {"tableName": "t"}}, "MARK_RAN"),
        "not index": ({"not": [{"indexExists": {"tableName": "t"}}]}, "EXECUTED"),
        "unique": ({"uniqueConstraintExists": {"constraintName": "u"}}, "MARK_RAN"),
        "not rows": ({"not": [{"rowCount": {"expectedRows": 1}}]}, None),
        "or rows": ({"or": [{"tableExists": {"tableName": "t"}}, {"rowCount": {"expectedRows": 1}}]}, "EXECUTED"),
    }
    log: list[Any] = [{"changeSet": {"id": "0", "author": "a", "changes": [{"sql": "CREATE TABLE t (a INT)"}]}}]
    for name, (condition, _) in conditions.items():
        guard = [{"onFail": "MARK_RAN", "onError": "CONTINUE"}, condition]
        log.append({"changeSet": {"id": name, "author": "a", "preConditions": guard, "changes": [{"empty": {}}]}})
    (tmp_path / "c.json").write_text(json.dumps({"databaseChangeLog": log}), encoding="utf-8")
    assert main([f"--url={sqlite_url}", "--changelog-file=c.json", f"--search-path={tmp_path}", "update"]) == 0
    with closing(Database("sqlite", sqlite_url)) as database:
        rows = dict(database.run("SELECT ID, EXECTYPE FROM DATABASECHANGELOG"))
    assert {name: rows.get(name) for name in conditions} == {name: said for name, (_, said) in conditions.items()}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("indexExists: {tableName: t}", "indexExists needs indexName, or tableName with columnNames"),
        ("uniqueConstraintExists: {constraintName: u}", "uniqueConstraintExists needs tableName"),
        ("uniqueConstraintExists: {tableName: t}", "uniqueConstraintExists needs constraintName or columnNames"),
        ("primaryKeyExists: {schemaName: s}", "primaryKeyExists needs primaryKeyName or tableName"),
        ("rowCount: {expectedRows: 1}", "rowCount needs tableName"),
        ("not: [{tableIsEmpty: {}}]", "tableIsEmpty needs tableName"),
    ],
)
def test_a_head_that_lacks_something_is_refused(
    condition: str, words: str, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liquibase does not begin with such a change log, whatever onFail and onError say."""
    text = f"databaseChangeLog:\n- preConditions: [{{onFail: WARN, onError: WARN}}, {{{condition}}}]\n"
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    assert main([f"--url={sqlite_url}", "--changelog-file=c.yaml", f"--search-path={tmp_path}", "update"]) == 1
    assert words in capsys.readouterr().err

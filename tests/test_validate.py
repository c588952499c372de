"""Validation: nothing that Liquibase drops passes in silence, and nothing that it accepts is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clog.errors import ClogError, Problem
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import problems

VALID: dict[str, Any] = {
    "databaseChangeLog": [
        {"property": {"name": "type", "value": "int"}},
        {
            "changeSet": {
                "id": "1",
                "author": "ann",
                "labels": "l",
                "changes": [
                    {
                        "createTable": {
                            "tableName": "t",
                            "columns": [
                                {"column": {"name": "id", "type": "${type}", "constraints": {"nullable": "false"}}}
                            ],
                        }
                    },
                    {"sql": {"sql": "select 1"}},
                ],
                "rollback": [{"dropTable": {"tableName": "t"}}],
                "preConditions": [{"onFail": "HALT"}, {"not": [{"tableExists": {"tableName": "t"}}]}],
            }
        },
    ]
}


def findings(value: Any, name: str = "a.json", *, strict: bool = False) -> tuple[Problem, ...]:
    text = value if isinstance(value, str) else json.dumps(value)
    try:
        return problems(load(name, Memory({name: text.encode()}), Parameters(environment={})), strict=strict)
    except ClogError as error:
        return error.problems


def keys(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the paths of all keys."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [(*path, key) for key, _ in entries if isinstance(key, str)]
    return found + [deeper for key, inner in entries for deeper in keys(inner, (*path, key))]


def misspelt(value: Any, path: tuple[Any, ...]) -> Any:
    """Copy a value with the key at a path misspelt."""
    key, *rest = path
    if isinstance(value, list):
        return [misspelt(item, tuple(rest)) if number == key else item for number, item in enumerate(value)]
    if not rest:
        return {(name + "x" if name == key else name): item for name, item in value.items()}
    return {name: misspelt(item, tuple(rest)) if name == key else item for name, item in value.items()}


def test_a_valid_change_log_has_no_problems() -> None:
    assert findings(VALID) == ()


@pytest.mark.parametrize("path", keys(VALID), ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_every_misspelt_key_is_found(path: tuple[Any, ...], name: str) -> None:
    found = findings(misspelt(VALID, path), name)
    assert found
    assert all(problem.at is not None and problem.code.startswith("CLOG") for problem in found)


def test_warnings_are_errors_in_strict_mode() -> None:
    value = misspelt(VALID, ("databaseChangeLog", 1, "changeSet", "labels"))
    assert {problem.severity for problem in findings(value)} == {"warning"}
    assert {problem.severity for problem in findings(value, strict=True)} == {"error"}


@pytest.mark.parametrize(
    ("entry", "code", "text"),
    [
        ("changeSet: {id: 010, author: a, changes: []}", "CLOG105", "id 010 is read as 8"),
        ("changeSet: {id: 008, author: a, changes: []}", "CLOG105", "id 008 looks like a number"),
        ("changeSet: {id: 1.10, author: a, changes: []}", "CLOG105", "id 1.10 is read as 1.1"),
        ("changeSet: {id: 1, changes: []}", "CLOG104", "needs the attribute author"),
        ("changeSet: {id: '${who}', author: a, changes: []}", "CLOG203", "${who} has no value"),
        ("changeSet: {id: 1, author: a, changes: [{createTabl: x}]}", "CLOG102", '"createTabl" in changes'),
        ("include: {file: a.yaml, errorIfMissing: false, relative: true}", "CLOG202", "includes itself"),
        ("property: {name: a, value: c, valu: b}", "CLOG103", 'unknown attribute "valu"'),
    ],
)
def test_what_liquibase_says_nothing_about(entry: str, code: str, text: str) -> None:
    (found,) = findings(f"databaseChangeLog:\n- {entry}\n", "a.yaml")
    assert found.code == code
    assert text in found.message
    assert found.at is not None
    assert found.at.line == 2


def test_plain_numbers_as_ids_are_accepted() -> None:
    assert findings("databaseChangeLog:\n- changeSet: {id: 12, author: a, changes: []}\n", "a.yaml") == ()


def test_change_sets_for_other_databases_are_not_looked_at() -> None:
    text = "databaseChangeLog:\n- changeSet: {id: 1, author: a, dbms: oracle, changes: [{sql: {sqll: x}}]}\n"
    change_log = load("a.yaml", Memory({"a.yaml": text.encode()}), Parameters(environment={}))
    assert problems(change_log, "sqlite") == ()
    assert len(problems(change_log, "oracle")) == 1

"""The JSON Schema of change logs: up to date, agreed on by both validators, and what its refusals say."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from clog.cli.main import main
from clog.derive import schema_check
from clog.derive.json_schema import change_log_schema, written_schema
from clog.errors import ValidationError
from clog.formats import parse
from clog.model.changelog import ChangeSet
from tests.tools.changelog_schema import FILE
from tests.tools.random_changes import file_of

HEAD = "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: me\n"
CREATE = "    changes:\n    - createTable:\n        tableName: t\n"

INVALID = {
    "unknown-attribute": (
        HEAD + CREATE + "        tableNam: x\n",
        ['warning 8:9 CLOG103 unknown attribute "tableNam" on createTable, which is passed over'],
    ),
    "unknown-attribute-of-a-column": (
        HEAD + CREATE + "        columns:\n        - column: {name: a, typ: int}\n",
        ['error 9:29 CLOG103 unknown attribute "typ" on column'],
    ),
    "missing": (
        HEAD + "    changes:\n    - dropTable: {schemaName: s}\n",
        ["error 6:7 CLOG104 dropTable needs the attribute tableName"],
    ),
    "no-boolean": (
        HEAD + "    runAlways: yess\n",
        ['warning 5:5 CLOG105 runAlways of changeSet must be true or false, not "yess"'],
    ),
    "no-integer": (
        HEAD + "    changes:\n    - addAutoIncrement: {tableName: t, columnName: c, startWith: 5.5}\n",
        ['error 6:55 CLOG105 startWith of addAutoIncrement must be a whole number, not "5.5"'],
    ),
    "list-for-a-text": (
        HEAD + "    labels: [a, b]\n",
        ["warning 5:5 CLOG105 labels of changeSet must be a text, not \"['a', 'b']\""],
    ),
    "not-one-of-these": (
        HEAD + "    objectQuotingStrategy: NONE\n",
        [
            (
                "error 5:5 CLOG105 objectQuotingStrategy of changeSet must be one of LEGACY, QUOTE_ALL_OBJECTS, "
                'QUOTE_ONLY_RESERVED_WORDS, not "NONE"'
            )
        ],
    ),
    "constraints": (
        HEAD + CREATE + "        columns:\n        - column: {name: a, constraints: {primarKey: true}}\n",
        ['warning 9:43 CLOG103 unknown attribute "primarKey" on constraints, which is passed over'],
    ),
    "rollback-and-modifySql": (
        HEAD + "    rollback:\n    - dropTable: {schemaName: z}\n    modifySql:\n      append: {valeu: z}\n",
        [
            "error 6:7 CLOG104 dropTable needs the attribute tableName",
            "error 8:7 CLOG104 append needs the attribute value",
            'warning 8:16 CLOG103 unknown attribute "valeu" on append, which is passed over',
        ],
    ),
    "precondition": (
        HEAD + "    preConditions:\n    - not:\n      - columnExists: {tableName: t}\n",
        ["warning 7:9 CLOG104 columnExists needs the attribute columnName"],
    ),
    "unknown-change": (
        HEAD + "    changes:\n    - createTabel: {tableName: t}\n",
        ['error 6:7 CLOG102 unknown change type "createTabel"'],
    ),
}


def change_sets(text: str, path: str = "log.yaml") -> list[ChangeSet]:
    document = parse(text.encode(), path)
    nodes = [node for node in document.root.children if node.name == "changeSet"]
    return [ChangeSet(id="1", author="me", path=path, key=None, node=node, document=document) for node in nodes]


@pytest.mark.generated
def test_the_committed_schema_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == written_schema()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(change_log_schema())


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == change_log_schema()


@pytest.mark.parametrize("name", INVALID)
def test_what_is_wrong_is_said_with_its_place(name: str) -> None:
    text, expected = INVALID[name]
    found = [problem for one in change_sets(text) for problem in schema_check.problems(one)]
    said = [f"{p.severity} {p.at.line}:{p.at.column} {p.code} {p.message}" for p in found if p.at is not None]
    assert said == expected


VALID: list[dict[str, Any]] = [
    {"changes": [{"createTable": {"tableName": "t", "columns": [{"column": {"name": "a", "type": "int"}}]}}]},
    {"changes": [{"sql": "select 1"}, {"sql": {"sql": "select 1", "stripComments": "${x}"}}, {"empty": None}]},
    {"changes": [{"addAutoIncrement": {"tableName": "t", "columnName": "c", "startWith": "+5"}}], "rollback": "drop"},
    {"preConditions": [{"onFail": "HALT"}, {"not": [{"tableExists": {"tableName": "t"}}]}], "validCheckSum": "any"},
    {"modifySql": [{"dbms": "h2"}, {"append": {"value": "x"}}], "comment": ["a", "b"], "runAlways": True},
    {"changes": [{"customChange": {"class": "a.B", "free": "x", "params": [{"param": {"name": "n", "value": 1}}]}}]},
]
WRONG: list[dict[str, Any]] = [
    {"changes": [{"createTable": {"columns": []}}]},
    {"changes": [{"createTabel": {"tableName": "t"}}]},
    {"changes": [{"dropTable": {"tableName": "t", "cascade": True}}]},
    {"changes": {"dropTable": {"tableName": "t"}}},
    {"runAlways": "maybe"},
    {"preConditions": [{"tableExist": {"tableName": "t"}}]},
    {"rollback": [{"dropTable": {}}]},
    {"modifySql": {"append": {"text": "x"}}},
]


@pytest.mark.parametrize(("entry", "valid"), [*((one, True) for one in VALID), *((one, False) for one in WRONG)])
def test_both_validators_agree_about_change_logs(entry: dict[str, Any], *, valid: bool) -> None:
    log = {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", **entry}}]}
    schema = change_log_schema()
    assert jsonschema_rs.is_valid(schema, log) is valid
    assert jsonschema.Draft202012Validator(schema).is_valid(log) is valid


@pytest.mark.parametrize("form", ["xml", "yaml", "json"])
def test_both_validators_agree_about_random_changes(form: str) -> None:
    from random import Random

    from clog.derive.json_schema import closed

    asked = 0
    for seed in range(30 if form == "xml" else 6):
        try:
            found = change_sets(file_of(Random(seed), form, 1 if form == "xml" else 12), f"log.{form}")  # noqa: S311 - no secret
        except ValidationError:  # the schema of XML allows less
            continue
        for part in (part for one in found for part in schema_check.parts(one)):
            slow = jsonschema.Draft202012Validator(closed(part.declaration)).is_valid(part.plain)
            fast = schema_check.is_valid(part.declaration, part.plain)
            asked += 1
            assert fast == slow or (slow and form == "yaml")  # dates of YAML are left to the slow one
    assert asked > 30

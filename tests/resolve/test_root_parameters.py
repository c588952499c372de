"""${...} in databaseChangeLog itself: what becomes of it in each format, and that none is left in silence.

Expected paths and outcomes are those of Liquibase 4.28.0, which recorded them in FILENAME.
"""

from __future__ import annotations

from typing import Any

import pytest

from clog.errors import ClogError, UnknownParameter
from clog.resolve.filters import Runtime, mismatch
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import problems

SCHEMA = "http://www.liquibase.org/xml/ns/dbchangelog"
XML = (
    f'<databaseChangeLog xmlns="{SCHEMA}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{SCHEMA} {SCHEMA}/dbchangelog-latest.xsd" logicalFilePath="LOGICAL">'
    '<property name="x" value="v"/><changeSet id="1" author="a"/></databaseChangeLog>'
)
YAML = """databaseChangeLog:
- logicalFilePath: LOGICAL
- changeSet: {id: 1, author: a}
- property: {name: x, value: v}
"""
JSON = """{"databaseChangeLog": [{"logicalFilePath": "LOGICAL"}, {"property": {"name": "x", "value": "v"}},
 {"changeSet": {"id": "1", "author": "a"}}]}"""
SQL = "--liquibase formatted sql logicalFilePath:LOGICAL\n--property name:x value:v\n--changeset a:1\nselect 1;\n"
TEXTS = {"xml": XML, "yaml": YAML, "json": JSON, "sql": SQL}


def loaded(suffix: str, text: str, **options: Any) -> Any:
    options.setdefault("environment", {})
    return load(f"c.{suffix}", Memory({f"c.{suffix}": text.encode()}), Parameters(**options))


def paths(suffix: str, logical: str, **options: Any) -> list[str]:
    change_log = loaded(suffix, TEXTS[suffix].replace("LOGICAL", logical), **options)
    return [found.path for found in change_log.change_sets]


def warnings(change_log: Any) -> list[tuple[str, int | None, str]]:
    found = problems(change_log)
    assert all(problem.severity == "warning" and problem.code == UnknownParameter.code for problem in found)
    return [(problem.message, problem.at.line if problem.at else None, problem.hint) for problem in found]


@pytest.mark.parametrize("suffix", ["yaml", "json", "sql"])
def test_parameters_of_the_logical_path_are_replaced(suffix: str) -> None:
    assert paths(suffix, "log/${x}/c") == ["log/v/c"]
    assert paths(suffix, "log/${x}/c", values={"x": "d"}) == ["log/d/c"]


def test_xml_keeps_them() -> None:
    assert paths("xml", "log/${x}/c", values={"x": "d"}) == ["log/${x}/c"]


@pytest.mark.parametrize(
    ("value", "sql", "yaml"),
    [
        ("classpath:a/c", "a/c", "classpath:a/c"),
        ("./a/b", "a/b", "./a/b"),
        ("a//b", "a/b", "a//b"),
        ("\\a\\b", "a/b", "a/b"),
        ("/a/../b", "b", "a/../b"),
        ("C:/x/y", "x/y", "C:/x/y"),
        ("a\\b\\", "a/b", "a/b/"),
    ],
)
def test_formatted_sql_records_the_normal_form(value: str, sql: str, yaml: str) -> None:
    assert paths("sql", value) == [sql]
    assert paths("sql", "${y}", values={"y": value}) == [sql]
    assert paths("yaml", "${y}", values={"y": value}) == [yaml]


def test_formatted_sql_takes_what_is_known_at_the_change_set() -> None:
    text = SQL.replace("LOGICAL", "log/${x}").replace("--property", "--changeset a:0\nselect 0;\n--property")
    assert [found.path for found in loaded("sql", text).change_sets] == ["log/${x}", "log/v"]


@pytest.mark.parametrize("scope", ["true", "false"])
def test_local_properties_count_too(scope: str) -> None:
    text = YAML.replace("LOGICAL", "log/${x}").replace("value: v", f"value: v, global: {scope}")
    text += "- changeSet: {id: '${x}', author: a}\n"
    assert [(found.path, found.id) for found in loaded("yaml", text).change_sets] == [("log/v", "1"), ("log/v", "v")]


@pytest.mark.parametrize(("suffix", "runs"), [("yaml", True), ("xml", False)])
def test_contexts_of_the_file(suffix: str, runs: bool) -> None:  # noqa: FBT001 - a column of the table
    text = TEXTS[suffix].replace("logicalFilePath", "contextFilter").replace("LOGICAL", "${x}")
    (change_set,) = loaded(suffix, text).change_sets
    assert (mismatch(change_set, Runtime(contexts=("v",))) == "") is runs


def test_the_quoting_strategy_of_the_file() -> None:
    text = YAML.replace("logicalFilePath", "objectQuotingStrategy").replace("LOGICAL", "QUOTE_${x}")
    (change_set,) = loaded("yaml", text, values={"x": "ALL_OBJECTS"}).change_sets
    assert change_set.quoting == "QUOTE_ALL_OBJECTS"


@pytest.mark.parametrize("suffix", TEXTS)
def test_what_has_no_value(suffix: str) -> None:
    assert paths(suffix, "L${y}", missing="EMPTY") == ["L${y}" if suffix == "xml" else "L"]
    with pytest.raises(UnknownParameter):
        paths(suffix, "L${y}", missing="ERROR")


def test_a_file_without_change_sets_asks_for_nothing() -> None:
    assert loaded("sql", SQL.replace("LOGICAL", "${y}").partition("--changeset")[0], missing="ERROR").change_sets == ()


@pytest.mark.parametrize("suffix", TEXTS)
def test_what_has_no_value_is_warned_of(suffix: str) -> None:
    found = warnings(loaded(suffix, TEXTS[suffix].replace("LOGICAL", "log/${y}")))
    line = 2 if suffix == "yaml" else 1
    if suffix == "xml":
        (first,) = found
        assert first[:2] == ("${y} is not replaced in databaseChangeLog of XML and stays as it is written", line)
        assert first[2] == "write what it stands for, or put it on the change sets"
    else:
        (first, *others) = found
        assert first[:2] == ("${y} has no value here and stays as it is written", line)
        assert others == []


def test_what_xml_does_not_replace_is_warned_of_though_it_has_a_value() -> None:
    ((message, line, _),) = warnings(loaded("xml", XML.replace("LOGICAL", "log/${x}")))
    assert (message, line) == ("${x} is not replaced in databaseChangeLog of XML and stays as it is written", 1)


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("include: {file: d.sql, contextFilter: '${y}'}", 2),
        ("include: {file: d.sql, labels: '${y}'}", 2),
        ("include: {file: '${y}.sql', errorIfMissing: false}", 2),
        ("includeAll: {path: d, labels: '${y}'}", 2),
        ("property: {name: '${y}', value: 1}", 2),
        ("property: {name: p, value: 1, context: '${y}'}", 2),
        ("property: {name: p, value: 1, dbms: '${y}'}", 2),
        ("removeChangeSetProperty: {change: addColumn, dbms: '${y}', remove: afterColumn}", 2),
        ("property: {name: p, value: '${y}'}\n- changeSet: {id: 1, author: a, labels: '${p}'}", 3),
    ],
)
def test_parameters_beside_change_sets_are_warned_of(entry: str, line: int) -> None:
    files = {"c.yaml": f"databaseChangeLog:\n- {entry}\n", "d.sql": "select 1;\n", "d/e.sql": "select 1;\n"}
    resources = Memory({path: text.encode() for path, text in files.items()})
    try:
        found = warnings(load("c.yaml", resources, Parameters(environment={})))
    except ClogError as error:
        pytest.fail(str(error))
    assert [item[:2] for item in found] == [("${y} has no value here and stays as it is written", line)]


def test_a_value_that_is_given_later_is_none_to_warn_of() -> None:
    text = """databaseChangeLog:
- property: {name: p, value: '${q}'}
- property: {name: q, value: w}
- changeSet: {id: '${p}', author: a}
"""
    change_log = loaded("yaml", text)
    assert [found.id for found in change_log.change_sets] == ["w"]
    assert warnings(change_log) == []

"""Formatted SQL and plain SQL files. Expected values: what Liquibase makes of such lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clog.errors import ParseError
from clog.formats import parse

if TYPE_CHECKING:
    from clog.model.node import Node

HEADER = "--liquibase formatted sql\n"


def sets(text: str) -> list[Node]:
    return parse((HEADER + text).encode(), "a.sql").root.children


def parts(node: Node) -> dict[str, Any]:
    return {child.name: child for child in node.children}


def test_each_change_set_has_its_sql() -> None:
    first, second = sets('--changeset ann:1\ncreate t;\n\n-- note\n-- changeset "Ann Lee":"a b" runAlways:true\nx\n')
    assert first.attributes == {"author": "ann", "id": "1"}
    assert parts(first)["sql"].text == "create t;\n\n-- note"
    assert second.attributes == {"author": "Ann Lee", "id": "a b", "runAlways": True}
    assert parts(second)["sql"].attributes == {"stripComments": True}


def test_options_are_found_anywhere_and_the_last_one_counts() -> None:
    text = (
        '--changeset a:1 splitStatements:false stripComments:FALSE endDelimiter:@@ dbms:h2,!oracle labels:"a b" '
        'context:x contextFilter:"y or z" ignore:true failOnError:false logicalFilePath:l.sql runOnChange:true\ns\n'
    )
    (found,) = sets(text)
    assert found.attributes == {
        "author": "a",
        "id": "1",
        "dbms": "h2,!oracle",
        "labels": "a b",
        "context": "x",
        "contextFilter": "y or z",
        "ignore": "true",
        "failOnError": False,
        "logicalFilePath": "l.sql",
        "runOnChange": True,
    }
    assert parts(found)["sql"].attributes == {"stripComments": False, "splitStatements": False, "endDelimiter": "@@"}


def test_only_the_last_change_set_ends_at_a_slash() -> None:
    first, last = sets("--changeset a:1\nbegin null; end;\n/\n--changeset a:2\nbegin null; end;\n/\n")
    assert "endDelimiter" not in parts(first)["sql"].attributes
    assert parts(last)["sql"].attributes["endDelimiter"] == "\n/$"


def test_a_last_change_set_without_a_line_takes_the_sql_of_the_one_before() -> None:
    assert parts(sets("--changeset a:1\nselect 1;\n--changeset a:2\n")[1])["sql"].text == "select 1;"


def test_ignored_lines_are_no_sql() -> None:
    text = "--changeset a:1\none\n--ignoreLines:1\nx\n--ignoreLines:start\n--changeset b:2\n--ignoreLines:end\ntwo\n"
    (found,) = sets(text)
    assert parts(found)["sql"].text == "one\ntwo"


@pytest.mark.parametrize("text", ["empty", "not required", "Empty whatever"])
def test_an_empty_rollback_holds_nothing(text: str) -> None:
    rollback = parts(sets(f"--changeset a:1\nx\n--rollback {text}\n")[0])["rollback"]
    assert (rollback.attributes, rollback.children) == ({}, [])


def test_rollbacks_have_several_lines_options_and_references() -> None:
    text = (
        "--changeset a:1 rollbackSplitStatements:false rollbackEndDelimiter:;;\nx\n--rollback drop a;\n--rollback drop b;\n"
        "--changeset a:2\ny\n/* liquibase rollback\n  undo;\n*/\n"
        "--changeset a:3\nz\n--rollback changesetId:1 changesetAuthor:a changesetPath:p.sql\n"
    )
    first, second, third = (parts(found)["rollback"] for found in sets(text))
    assert first.children[0].text == "drop a;\ndrop b;"
    assert first.children[0].attributes == {"splitStatements": False, "endDelimiter": ";;"}
    assert second.children[0].text == "undo;"
    assert third.attributes == {"changeSetPath": "p.sql", "changeSetId": "1", "changeSetAuthor": "a"}


def test_comments_checksums_and_preconditions_are_taken_out() -> None:
    text = (
        "--changeset a:1\n--comment: why\n--validCheckSum: 9:ab\n--preconditions onFail:MARK_RAN onUpdateSQL:TEST\n"
        "--precondition-sql-check expectedResult:0 select count(*) from t\n"
        "--precondition-table-exists table:t schema:s\n--precondition-view-exists view:v\nx\n"
    )
    found = parts(sets(text)[0])
    assert (found["comment"].text, found["validCheckSum"].text, found["sql"].text) == ("why", "9:ab", "x")
    conditions = found["preConditions"]
    assert conditions.attributes == {"onFail": "MARK_RAN", "onSqlOutput": "TEST"}
    assert [(node.name, node.attributes, node.text) for node in conditions.children] == [
        ("sqlCheck", {"expectedResult": "0"}, "select count(*) from t"),
        ("tableExists", {"tableName": "t", "schemaName": "s"}, None),
        ("viewExists", {"viewName": "v"}, None),
    ]


def test_properties_and_the_logical_path_are_read() -> None:
    text = "--liquibase formatted sql logicalFilePath:l.sql\n--property name:n value:v dbms:h2 global:false\n"
    root = parse(text.encode(), "a.sql").root
    assert root.attributes == {"logicalFilePath": "l.sql"}
    assert root.children[0].attributes == {"name": "n", "value": "v", "dbms": "h2", "global": "false"}


def test_a_file_without_header_is_one_change_set() -> None:
    document = parse(b"-- hello\r\nselect ${x};\r\n", "a.sql")
    (found,) = document.root.children
    assert found.attributes == {"id": "raw", "author": "includeAll"}
    assert found.children[0].text == "-- hello\nselect ${x};"
    assert not document.has_parameters


def test_a_header_stands_on_one_line() -> None:
    text = b"\n\n--liquibase\nformatted sql\n--changeset a:1\nx"
    assert parse(text, "a.sql").root.children[0].attributes == {"id": "raw", "author": "includeAll"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("--changeset ann\n", 2),
        ("- changeset ann:1\n", 2),
        ("--changeset a:1\n--changeset a:2\nx\n", 2),
        ("--changeset a:1\nx\n-rollback y\n", 4),
        ("--changeset a:1\n--comments: x\ny\n", 3),
        ("--comment: x\n", 2),
        ("--changeset a:1\nx\n--ignoreLines:soon\n", 4),
        ("--changeset a:1\nx\n--precondition-sql-chek expectedResult:0 select 1\n", 4),
        ("--changeset a:1\nx\n--precondition-table-exists tabel:t\n", 4),
        ("--changeset a:1\nx\n/* liquibase rollback\n", 4),
        ("--changeset a:1\nx\n--rollback changesetId:1\n", 4),
        ("--property name\n", 2),
        ("--changeset a:1\n-validCheckSum: x\ny\n", 3),
        ("--changeset a:1\n--preconditions onUpdateSql:TEST onSqlOutput:TEST\nx\n", 3),
        ("--changeset a:''\nx\n", 2),
        ("--changeset a:1\n--ignoreLines:start\n-ignoreLines:end\n--ignoreLines:end\nx\n", 4),
    ],
)
def test_malformed_directives_are_refused_with_their_line(text: str, line: int) -> None:
    with pytest.raises(ParseError) as caught:
        sets(text)
    assert caught.value.at is not None
    assert caught.value.at.line == line
    assert caught.value.excerpt


def test_misspelt_directives_are_comments_as_in_liquibase() -> None:
    (found,) = sets("--changeset a:1\nx\n--rolback y\n--changset b:2\n")
    assert parts(found)["sql"].text == "x\n--rolback y\n--changset b:2"


def test_quotes_around_delimiters_and_paths_count_and_are_told() -> None:
    parsed = parse(
        (HEADER + '--changeset a:1 endDelimiter:"/" labels:"x" logicalFilePath:"l.sql"\ns\n').encode(), "a.sql"
    )
    (found,) = parsed.root.children
    assert found.attributes == {"author": "a", "id": "1", "labels": "x", "logicalFilePath": '"l.sql"'}
    assert parts(found)["sql"].attributes == {"stripComments": True, "endDelimiter": '"/"'}
    assert [problem.message for problem in parsed.passed_over()] == [
        'the quotes around "/" are a part of the endDelimiter',
        'the quotes around "l.sql" are a part of the logicalFilePath',
    ]


def test_a_second_header_is_no_mistake_and_an_option_without_value_is_told_once() -> None:
    text = f"{HEADER}--changeset a:1 failOnError: true\ns;\n\n{HEADER}--changeset a:2\ns\n"
    assert [problem.message for problem in parse(text.encode(), "a.sql").passed_over()] == [
        "failOnError has no value on --changeset and is passed over",
        '"true" on --changeset is passed over',
    ]

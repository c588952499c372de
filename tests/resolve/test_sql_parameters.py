"""Parameters in lines of formatted SQL: some are replaced before the line is read, some never.

What is expected is what Liquibase 4.28.0 does.
"""

from __future__ import annotations

from typing import Any

import pytest

from clog.errors import ClogError, ParseError
from clog.formats import parse
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory

HEAD = "--liquibase formatted sql\n--changeset a:1\n--preconditions onFail:MARK_RAN\n"


def condition(line: str, **values: str) -> tuple[str, dict[str, Any], str | None]:
    text = f"{HEAD}{line}\nselect 1;\n"
    parameters = Parameters(values, environment={})
    (change_set,) = load("c.sql", Memory({"c.sql": text.encode()}), parameters).change_sets
    (found,) = next(child for child in change_set.node.children if child.name == "preConditions").children
    return found.name, found.attributes, found.text


@pytest.mark.parametrize(
    ("line", "values", "expected"),
    [
        ("table-exists table:${t}", {"t": "u"}, ("tableExists", {"tableName": "u"}, None)),
        ("table-exists table:${t} schema:s", {"t": "u"}, ("tableExists", {"tableName": "u", "schemaName": "s"}, None)),
        ("table-exists table:${t}", {"t": "u schema:s"}, ("tableExists", {"tableName": "u", "schemaName": "s"}, None)),
        ("table-exists table:a${t}b", {"t": "u"}, ("tableExists", {"tableName": "aub"}, None)),
        ("view-exists view:${t}", {"t": "u"}, ("viewExists", {"viewName": "u"}, None)),
        ("sql-check expectedResult:${n} select ${n}", {"n": "1"}, ("sqlCheck", {"expectedResult": "1"}, "select 1")),
        ("sql-check ${check}", {"check": "1 select 1"}, ("sqlCheck", {"expectedResult": "1"}, "select 1")),
        ("sql-check expectedResult:'${n}' select 1", {"n": "a b"}, ("sqlCheck", {"expectedResult": "a b"}, "select 1")),
        ("sql-check expectedResult:1 select '${n}'", {}, ("sqlCheck", {"expectedResult": "1"}, "select '${n}'")),
    ],
)
def test_preconditions_are_read_with_values(
    line: str, values: dict[str, str], expected: tuple[str, dict[str, str], str | None]
) -> None:
    assert condition(f"--precondition-{line}", **values) == expected


@pytest.mark.parametrize(
    "line", ["table-exists table:${t}", "view-exists view:${t}", "sql-check expectedResult:${t} select 1"]
)
def test_without_values_they_are_refused_with_their_place(line: str) -> None:
    with pytest.raises(ParseError) as caught:
        condition(f"--precondition-{line}")
    assert caught.value.at is not None
    assert caught.value.at.line == 4


@pytest.mark.parametrize(
    ("line", "name", "attributes"),
    [
        ("table-exists table:${t} schema:${s}", "tableExists", {"tableName": "${t}", "schemaName": "${s}"}),
        ("sql-check expectedResult:${n} select 1", "sqlCheck", {"expectedResult": "${n}"}),
    ],
)
def test_until_then_they_are_what_they_look_like(line: str, name: str, attributes: dict[str, str]) -> None:
    document = parse(f"{HEAD}--precondition-{line}\nselect 1;\n".encode(), "c.sql")
    (found,) = document.root.children[0].children[0].children
    assert (found.name, found.attributes) == (name, attributes)


def test_a_rollback_names_its_change_set_as_it_is_written() -> None:
    text = "--liquibase formatted sql\n--changeset a:1\nselect 1;\n--changeset a:2\nselect 2;\n--rollback changesetId:"
    files = {"c.sql": f"{text}${{one}} changesetAuthor:a\n".encode()}
    with pytest.raises(ClogError, match=r"names the change set c\.sql::\$\{one\}::a, which does not exist"):
        load("c.sql", Memory(files), Parameters({"one": "1"}, environment={}))

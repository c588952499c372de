"""Splitting of scripts, against the answers of Liquibase 4.28.0, and two laws."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clog.errors import InvalidValue
from clog.sqltext.bodies import altered, with_schema, without_end
from clog.sqltext.split import pieces_of, split

CASES = json.loads((Path(__file__).parents[2] / "fixtures/sqltext/split.json").read_text(encoding="utf-8"))
SQL = st.text(alphabet="ab;/'\"`[]-*$@#\\ \n\tGOgo.1", max_size=60)


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_statements_end_where_liquibase_ends_them(case: dict[str, Any]) -> None:
    found = split(
        case["sql"],
        strip_comments=case["strip"],
        split_statements=case["split"],
        end_delimiter=case["delimiter"],
    )
    assert found == case["statements"]


@given(SQL)
def test_pieces_joined_are_the_script(text: str) -> None:
    assert "".join(pieces_of(text)) == text


@given(SQL)
def test_without_splitting_only_blanks_go(text: str) -> None:
    assert "".join(split(text, split_statements=False)) == text.strip()


def test_a_delimiter_that_is_no_expression_is_refused() -> None:
    with pytest.raises(InvalidValue, match="not understood"):
        split("a\nb", end_delimiter="(x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CREATE PROCEDURE [dbo].[p] AS x", "CREATE PROCEDURE crm.[p] AS x"),
        ("create /* procedure q */ procedure other.p()", "create /* procedure q */ procedure crm.p()"),
        ("SELECT 1", "SELECT 1"),
        ("CREATE PROCEDURE", "CREATE PROCEDURE"),
    ],
)
def test_a_schema_is_put_before_the_name(text: str, expected: str) -> None:
    assert with_schema(text, "PROCEDURE", "crm") == expected


@pytest.mark.parametrize(
    ("text", "delimiter", "expected"),
    [
        ("a; -- c", ";", "a"),
        ("a;;", ";", "a;"),
        ("a -- c", ";", "a -- c"),
        ("a;\n/", "/", "a;"),
        ("a /", "/", "a /"),
    ],
)
def test_the_last_delimiter_is_taken_away(text: str, delimiter: str, expected: str) -> None:
    assert without_end(text, delimiter) == expected


def test_only_the_first_create_becomes_alter() -> None:
    assert altered("-- CREATE\ncreate x; CREATE y") == "-- CREATE\nALTER x; CREATE y"

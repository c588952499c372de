"""Values and identifiers of authors cannot break out of their literal or their quotes, on any database."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clog.declare import dialect_names
from clog.dialects import dialect_class
from clog.model.parts import ColumnConfig
from clog.model.statements.base import ObjectName
from clog.model.statements.load import UpsertStatement
from tests.support.hostile import NAMING, VALUING, statements
from tests.support.tokens import closed as tokens_closed
from tests.support.tokens import ends

NASTY = st.text(alphabet="a'\"`[];-$\\\n\r %?#/*é🙂", min_size=1, max_size=30)


def closed(literal: str, *, backslashes: bool) -> bool:
    """Whether a text is one string literal and nothing behind it."""
    body = r"(?:[^'\\]|''|\\.)*" if backslashes else r"(?:[^']|'')*"
    return re.fullmatch(rf"N?'{body}'", literal, re.DOTALL) is not None


@pytest.mark.parametrize("name", dialect_names())
@given(value=NASTY)
def test_a_text_stays_in_its_literal(name: str, value: str) -> None:
    dialect = dialect_class(name)()
    assert closed(dialect.value(ColumnConfig(name="a", value=value)), backslashes=dialect.backslashes)


@pytest.mark.parametrize("name", dialect_names())
@given(value=NASTY)
def test_a_column_stays_in_its_quotes(name: str, value: str) -> None:
    dialect = dialect_class(name)().with_quoting("QUOTE_ALL_OBJECTS")
    start, end = dialect.traits.identifier_quotes
    written = dialect.quote(value)
    if written == value.strip():  # Informix has no quotes to count on: what could break out is in them all the same
        assert not dialect.breaks_out(value)
    else:
        assert written[0] == start
        assert written[-1] == end
        assert end not in written[1:-1].replace(end + end, "")


@given(value=NASTY)
def test_a_text_stays_in_the_dollar_quotes_of_a_block(value: str) -> None:
    columns = (ColumnConfig(name="a", value="1"), ColumnConfig(name="b", value=f"$$ {value} $q$"))
    (text,) = dialect_class("postgresql")().render(UpsertStatement(ObjectName("t"), columns, ("a",)))
    tag = text.split("\n")[1]
    assert text.count(tag) == 2


PIECES = st.sampled_from(
    [
        "q",
        "(",
        ")",
        "'",
        '"',
        "`",
        "[",
        "]",
        ";",
        "--",
        "/*",
        "*/",
        " ",
        "\\",
        ",",
        "\n",
        "desc",
        ".",
        "#",
        "$$",
        "to_date(",
    ]
)
HOSTILE = st.lists(PIECES, min_size=1, max_size=6).map(lambda parts: "".join(parts) + "; DROP TABLE victim; --")
KNOWN = (
    'q"; DROP TABLE victim; --', "q'; DROP TABLE victim; --", "q(; DROP TABLE victim; --", "q]; DROP TABLE victim; --",
    "q`; DROP TABLE victim; --", 'a b"; x', "q(1)'; x", "\\'; x", "\\", "to_date('1'); x; --", "it's", 'q"q', "[x]; y",
    '"x"; y', "x desc; y", "q','a'); x; --", "(1); x", "current_timestamp; x", "a\n--; b",
)  # fmt: skip


def stays(name: str, quoting: str, changes: list[dict[str, Any]], text: str) -> None:
    """Assert that every statement is one, whatever the text; what is refused is fine."""
    dialect = dialect_class(name)().with_quoting(quoting)
    for change in changes:
        plain = statements(change, "abc", dialect) or []
        found = statements(change, text, dialect)
        if found is None or len(found) != len(plain):
            continue
        for ordinary, written in zip(plain, found, strict=True):
            assert ends(name, written) == ends(name, ordinary), written
            assert tokens_closed(name, written) or not tokens_closed(name, ordinary), written


@pytest.mark.parametrize("name", dialect_names())
@pytest.mark.parametrize("changes", [NAMING, VALUING], ids=["names", "values"])
def test_known_ways_out(name: str, changes: list[dict[str, Any]]) -> None:
    for text in KNOWN:
        stays(name, "LEGACY", changes, text)


@pytest.mark.parametrize("name", dialect_names())
@settings(max_examples=6, deadline=None)
@given(text=HOSTILE)
def test_no_way_out_of_names_and_values(name: str, text: str) -> None:
    """Every change with the text in all places for names, then for values: each statement stays one."""
    stays(name, "LEGACY", NAMING, text)
    stays(name, "QUOTE_ALL_OBJECTS", VALUING, text)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("snowflake", r"\'); DROP TABLE victim; --", r"'\\''); DROP TABLE victim; --'"),
        ("snowflake", r"C:\new", r"'C:\new'"),  # as Liquibase writes it
        ("mysql", r"\'", r"'\\'''"),
        ("h2", r"\'", r"'\'''"),
    ],
)
def test_backslashes(name: str, value: str, expected: str) -> None:
    assert dialect_class(name)().value(ColumnConfig(name="a", value=value)) == expected


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        ("hsqldb", 'q"; x', 'PUBLIC."q""; x"'),
        ("hsqldb", "a b", "PUBLIC.a b"),  # as Liquibase writes it
        ("mssql", 'q"; x', '"[q""; x]"'),
        ("mssql", "a b", '"[a b]"'),  # as Liquibase writes it
        ("sybase", "q(; x", "[q(; x]"),
        ("sybase", "f(x)", "f(x)"),  # as Liquibase writes it
    ],
)
def test_only_names_that_would_break_out_are_quoted(name: str, table: str, expected: str) -> None:
    assert dialect_class(name)().object(ObjectName(table)) == expected


@pytest.mark.parametrize(
    "expression", ["coalesce(a, 'it''s')", "(SELECT 1 /* ; */\n)", r"E'it\'s'", "$$a;b$$", 'f("q")']
)
def test_expressions_are_left_alone(expression: str) -> None:
    assert dialect_class("postgresql")().value(ColumnConfig(name="a", value_computed=expression)) == expression


CHANGES: tuple[dict[str, Any], ...] = (
    {"createTable": {"tableName": "$N", "columns": [{"column": {"name": "$N", "type": "varchar(99)"}}]}},
    {"insert": {"tableName": "$N", "columns": [{"column": {"name": "$N", "value": "$N"}}]}},
    {"createIndex": {"tableName": "$N", "indexName": "i", "columns": [{"column": {"name": "$N"}}]}},
)


@settings(max_examples=15, deadline=None)
@given(text=HOSTILE)
def test_sqlite_runs_what_is_written(text: str) -> None:
    """The table that the text would drop stays."""
    dialect = dialect_class("sqlite")()
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE victim (a INT)")
        for change in CHANGES:
            found = statements(change, text, dialect)
            assert found is not None
            with suppress(sqlite3.OperationalError):
                database.executescript(found[0] + ";")
        assert list(database.execute("SELECT count(*) FROM victim")) == [(0,)]

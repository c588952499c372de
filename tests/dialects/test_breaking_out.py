"""Values and identifiers of authors cannot break out of their literal or their quotes, on any database."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clog.dialects import dialect_class
from clog.model.parts import Column
from clog.model.statements.base import ObjectName
from clog.model.statements.load import UpsertStatement
from tests.support.dialects import dialect_names

NASTY = st.text(alphabet="a'\"`[];-$\\\n\r %?#/*é🙂", min_size=1, max_size=30)


def closed(literal: str, *, backslashes: bool) -> bool:
    """Whether a text is one string literal and nothing behind it."""
    body = r"(?:[^'\\]|''|\\.)*" if backslashes else r"(?:[^']|'')*"
    return re.fullmatch(rf"N?'{body}'", literal, re.DOTALL) is not None


@pytest.mark.parametrize("name", dialect_names())
@given(value=NASTY)
def test_a_text_stays_in_its_literal(name: str, value: str) -> None:
    dialect = dialect_class(name)()
    assert closed(dialect.value(Column(name="a", value=value)), backslashes=dialect.backslashes)


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
    columns = (Column(name="a", value="1"), Column(name="b", value=f"$$ {value} $q$"))
    (text,) = dialect_class("postgresql")().render(UpsertStatement(ObjectName("t"), columns, ("a",)))
    tag = text.split("\n")[1]
    assert text.count(tag) == 2

"""Names in every dialect under every quoting strategy, as Liquibase 4.28.0 writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clog.declare import dialect_names
from clog.dialects import dialect_class
from clog.errors import UsageError
from clog.model.statements.base import ObjectName
from tests.support.dialects import FIXTURES, table


@pytest.mark.parametrize("name", sorted(path.stem for path in (FIXTURES / "quoting").glob("*.tsv")))
def test_names(name: str) -> None:
    """Single identifiers stand behind =, qualified ones as catalog.schema.name."""
    wrong = []
    for strategy, kind, written, expected in table(FIXTURES / "quoting" / f"{name}.tsv"):
        dialect = dialect_class(name)(quoting=strategy)
        if written.startswith("="):
            found = dialect.quote(written[1:], kind)
        else:
            catalog, schema, plain = written.split(".")
            found = dialect.object(ObjectName(plain, schema or None, catalog or None), kind)
        if dialect.is_loose(expected):  # a quote that is not closed: Liquibase lets it be
            assert not dialect.is_loose(found)
        elif found != expected:
            wrong.append((strategy, kind, written, expected, found))
    assert wrong == []


@pytest.mark.parametrize("name", dialect_names())
@given(text=st.text(alphabet=st.sampled_from("ab'\\\n;-\"$]` é"), max_size=12))
def test_texts_cannot_break_out(name: str, text: str) -> None:
    """Inside of a literal, quotes come in pairs whatever the author writes."""
    dialect = dialect_class(name)()
    literal = dialect.text(text).removeprefix("N")
    inner = literal[1:-1].replace("\\\\", "") if dialect.backslashes else literal[1:-1]
    assert literal[0] == literal[-1] == "'"
    assert inner.replace("''", "").count("'") == 0


@pytest.mark.parametrize("name", [name for name in dialect_names() if name != "informix"])
@given(text=st.text(alphabet=st.sampled_from("ab'\\;-\"$]` é"), min_size=1, max_size=12))
def test_quoted_names_cannot_break_out(name: str, text: str) -> None:
    """Inside of a quoted name, closing quotes come in pairs. (Informix knows no quotes unless told so.)"""
    dialect = dialect_class(name)(quoting="QUOTE_ALL_OBJECTS")
    start, end = dialect.traits.identifier_quotes
    quoted = dialect.quote(text, "table")
    assert quoted.startswith(start)
    assert quoted.endswith(end)
    assert quoted[len(start) : -len(end)].replace(end * 2, "").count(end) == 0


@pytest.mark.parametrize("name", ["", "base", "quoting", "no such", "../base"])
def test_unknown_dialects(name: str) -> None:
    """Modules of the package that are no dialects are none by name either."""
    with pytest.raises(UsageError):
        dialect_class(name)

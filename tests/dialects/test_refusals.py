"""What a dialect cannot do is refused, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from clog.changes import change_class
from clog.derive.validity import faults
from clog.dialects import dialect_class
from clog.errors import Unsupported
from clog.model.parts import AddColumnConfig, ColumnConfig, Param
from clog.model.statements.base import ObjectName
from clog.model.statements.index import CreateIndexStatement, IndexColumn
from tests.support.changing import context

INDEX = {"table_name": "t", "columns": (AddColumnConfig(name="a"),)}
LOOKUP = {"existing_table_name": "t", "existing_column_name": "a", "new_table_name": "u", "new_column_name": "b"}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ((IndexColumn("a"), IndexColumn("b", descending=True)), "one direction"),
        ((IndexColumn("lower(a)", computed=True), IndexColumn("b")), "one expression"),
    ],
)
def test_indexes_of_firebird(columns: tuple[IndexColumn, ...], reason: str) -> None:
    """An index holds one expression or columns of one direction."""
    with pytest.raises(Unsupported, match=reason):
        dialect_class("firebird")().render(CreateIndexStatement("i", ObjectName("t"), columns))


@pytest.mark.parametrize("name", ["asany", "ingres", "sybase"])
def test_next_value_of_a_sequence(name: str) -> None:
    """Where nothing draws from a sequence, the error names it."""
    with pytest.raises(Unsupported, match="my_seq"):
        dialect_class(name)().value(ColumnConfig(name="id", value_sequence_next="my_seq"))


def test_length_of_an_informix_varchar() -> None:
    """A length that is no number is refused."""
    with pytest.raises(Unsupported, match="length"):
        dialect_class("informix")().column_type("varchar(max)")


@pytest.mark.parametrize(
    ("name", "values", "dbms", "reason"),
    [
        ("output", {"message": "m", "target": "x"}, "h2", "unknown target for output: x"),
        (
            "delete",
            {"table_name": "t", "where_params": (Param(value="1"),)},
            "h2",
            "whereParams set but no whereClause",
        ),
        ("createIndex", {**INDEX, "clustered": True}, "postgresql", "indexName is required"),
        ("addLookupTable", LOOKUP, "db2z", "newColumnDataType is required"),
    ],
)
def test_changes(name: str, values: dict[str, Any], dbms: str, reason: str) -> None:
    """What no run could do is refused before anything runs."""
    made = change_class(name)
    assert made is not None
    assert [fault for fault in faults(made(**values), context(dialect_class(dbms)())) if reason in fault]

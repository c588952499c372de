"""What a dialect cannot do is refused, with the reason."""

from __future__ import annotations

import pytest

from clog.dialects import dialect_class
from clog.errors import Unsupported
from clog.model.parts import Column
from clog.model.statements.base import ObjectName
from clog.model.statements.index import CreateIndexStatement, IndexColumn


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
        dialect_class(name)().value(Column(name="id", value_sequence_next="my_seq"))


def test_length_of_an_informix_varchar() -> None:
    """A length that is no number is refused."""
    with pytest.raises(Unsupported, match="length"):
        dialect_class("informix")().column_type("varchar(max)")

"""Numbers, moments and names of types as Liquibase reads them."""

from __future__ import annotations

import pytest

from clog.model.scalars import is_moment, java_number
from clog.model.type_names import is_boolean, is_character


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", "5"), ("-1.50", "-1.5"), ("1,000", "1000"), ("1e3", "1"), ("1E3", "1000"), ("1.0", "1"), (".5", "0.5"),
        ("12abc", "12"), ("0.0001", "1.0E-4"), ("abc", None), ("(5)", None), ("null", None), ("-", None), ("", None),
    ],
)  # fmt: skip
def test_java_number(text: str, number: str | None) -> None:
    """The number at the beginning counts, without zeros at its end; there may be none."""
    assert java_number(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-31", True),
        ("2024-01-31T13:14:15", True),
        ("13:14:15", True),
        ("CURRENT_DATE", False),
        ("2 + 3", False),
    ],
)
def test_is_moment(text: str, *, expected: bool) -> None:
    """Dates and times are told from functions."""
    assert is_moment(text) is expected


@pytest.mark.parametrize(
    ("written", "boolean", "character"),
    [
        ("boolean", True, False), ("BIT(1)", True, False), ("bit varying(3)", False, False), ("VARCHAR2(30)", False, True),
        ("character varying(3)", False, True), ("java.sql.Types.VARCHAR(9)", False, True), ("text", False, False),
        ("my_type", False, False), ("", False, False), (None, False, False),
    ],
)  # fmt: skip
def test_types(written: str | None, *, boolean: bool, character: bool) -> None:
    """Types of truth values and of text are known by all their names."""
    assert is_boolean(written) is boolean
    assert is_character(written) is character

"""Types and default values in every dialect, as Liquibase 4.28.0 writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.declare import dialect_names
from clog.dialects import dialect_class
from clog.errors import ClogError, Unsupported
from clog.model.parts import ColumnConfig
from clog.naming import snake_case
from tests.support.dialects import FIXTURES, table

if TYPE_CHECKING:
    from pathlib import Path

TYPES = sorted((FIXTURES / "types").glob("*.tsv"))
DEFAULTS = sorted((FIXTURES / "defaults").glob("*.tsv"))


@pytest.mark.parametrize("path", TYPES, ids=lambda path: path.stem)
def test_types(path: Path) -> None:
    """Every type an author may write becomes the type of the database."""
    name = path.stem
    dialect = dialect_class(name)()
    wrong = []
    for written, attribute, expected in table(path):
        try:
            found = dialect.column_type(written, auto_increment=attribute == "autoIncrement")
        except ClogError:
            found = "!"
        if found != expected:
            wrong.append((written, attribute, expected, found))
    assert wrong == []


@pytest.mark.parametrize("path", DEFAULTS, ids=lambda path: path.stem)
def test_default_values_and_values(path: Path) -> None:
    """Default values for CREATE TABLE, and values for INSERT, become literals of the database."""
    name = path.stem
    dialect = dialect_class(name)()
    wrong = []
    for written, attribute, value, expected in table(path):
        typed = value == "true" or (written != "" and value == "1") if attribute.endswith("Boolean") else value
        column = ColumnConfig(name="c", type=written or None, **{snake_case(attribute): typed})  # type: ignore[arg-type]
        try:
            found = dialect.default(column) if written else dialect.value(column)
        except ClogError:
            found = "!"
        if found != expected:
            wrong.append((written, attribute, value, expected, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "version", "written", "expected"),
    [
        ("oracle", (19, 3), "boolean", "NUMBER(1)"),
        ("oracle", (23, 0), "boolean", "BOOLEAN"),
        ("derby", (10, 6), "boolean", "SMALLINT"),
        ("derby", (10, 15), "boolean", "BOOLEAN"),
        ("firebird", (2, 5), "boolean", "SMALLINT"),
        ("firebird", (3, 0), "boolean", "BOOLEAN"),
        ("hsqldb", (1, 8), "uuid", "char(36)"),
        ("hsqldb", (2, 7), "uuid", "UUID"),
    ],
)
def test_versions(name: str, version: tuple[int, ...], written: str, expected: str) -> None:
    """Old servers lack some types."""
    assert dialect_class(name)(version=version).column_type(written) == expected


@pytest.mark.parametrize(("name", "version"), [("derby", (10, 6)), ("firebird", (2, 5))])
def test_truth_values_of_old_versions(name: str, version: tuple[int, ...]) -> None:
    """Without a type for them, truth values are numbers."""
    dialect = dialect_class(name)(version=version)
    assert (dialect.boolean(value=True), dialect.boolean(value=False)) == ("1", "0")
    assert dialect_class(name)().boolean(value=True) == "TRUE"


@pytest.mark.parametrize("name", dialect_names())
def test_only_whole_numbers_number_rows(name: str) -> None:
    """A date cannot number rows anywhere."""
    with pytest.raises(Unsupported):
        dialect_class(name)().column_type("date", auto_increment=True)

"""What createTable, addColumn and dropColumn refuse, on which databases.

Liquibase refuses the same at validation, apart from foreign keys without a name in addColumn: it writes
CONSTRAINT null for them, which no database takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clog.changes.add_column import AddColumnChange
from clog.changes.create_table import CreateTableChange
from clog.changes.drop_column import DropColumnChange
from clog.derive.validity import faults
from clog.dialects import dialect_class
from clog.errors import InvalidValue, Unsupported
from clog.model.parts import AddColumnConfig, ColumnConfig, ConstraintsConfig
from tests.support.changing import context

if TYPE_CHECKING:
    from clog.model.change import Change

KEY = ConstraintsConfig(primary_key=True)
UNNAMED = ConstraintsConfig(references="other(id)")


def created(**fields: Any) -> CreateTableChange:
    """Make a createTable of one column."""
    return CreateTableChange(table_name="t", columns=(ColumnConfig(**fields),))


def added(**fields: Any) -> AddColumnChange:
    """Make an addColumn of one column."""
    return AddColumnChange(table_name="t", columns=(AddColumnConfig(**fields),))


@pytest.mark.parametrize(
    ("change", "dialect", "fault"),
    [
        (CreateTableChange(table_name="t"), "oracle", "no columns"),
        (created(name="a"), "oracle", "column a needs a type"),
        (created(type="int"), "oracle", "every column needs a name"),
        (created(name="a", type="int", constraints=UNNAMED), "oracle", "needs a foreignKeyName"),
        (created(name="a", type="int", auto_increment=True, increment_by=2), "mariadb", "incrementBy of column a"),
        (AddColumnChange(table_name="t"), "oracle", "no columns"),
        (added(name="a"), "oracle", "column a needs a type"),
        (added(type="int"), "oracle", "columnName is required"),
        (added(name="a", type="int", constraints=UNNAMED), "oracle", "needs a foreignKeyName"),
        (added(name="a", type="int", after_column="b"), "oracle", "afterColumn of column a is not allowed on oracle"),
        (added(name="a", type="int", before_column="b"), "mysql", "beforeColumn of column a is not allowed on mysql"),
        (added(name="a", type="int", position=1), "h2", "position of column a is not allowed on h2"),
        (added(name="a", type="int", constraints=KEY), "db2", "db2 cannot add a primary key with column a"),
        (added(name="a", type="int", auto_increment=True), "mysql", "mysql cannot add column a, which numbers"),
        (added(name="a", type="int", auto_increment=True), "derby", "derby cannot add column a, which numbers"),
        (
            added(name="a", type="int", value="1", constraints=ConstraintsConfig(nullable=False)),
            "db2z",
            "cannot forbid",
        ),
        (DropColumnChange(table_name="t"), "oracle", "columnName is required"),
        (DropColumnChange(table_name="t", columns=(ColumnConfig(type="int"),)), "oracle", "columns with names"),
    ],
)
def test_refused(change: Change, dialect: str, fault: str) -> None:
    """The fault names what is missing or not possible."""
    (found,) = faults(change, context(dialect_class(dialect)()))
    assert fault in found


@pytest.mark.parametrize(
    ("change", "dialect"),
    [
        (created(name="lower(a)", computed=True), "oracle"),
        (added(name="a", type="int", after_column="b"), "mysql"),
        (added(name="a", type="int", before_column="b"), "hsqldb"),
        (added(name="a", type="int", auto_increment=True, constraints=KEY), "mysql"),
        (added(name="a", type="int", value="1", constraints=ConstraintsConfig(nullable=False)), "db2"),
        (DropColumnChange(table_name="t", column_name="a"), "db2z"),
    ],
)
def test_accepted(change: Change, dialect: str) -> None:
    """What the database can do is not refused."""
    assert list(faults(change, context(dialect_class(dialect)()))) == []


def test_remarks_of_columns_in_another_catalog() -> None:
    """SQL Server sets comments in its own catalog only; Snowflake does not mind."""
    change = CreateTableChange(
        table_name="t", catalog_name="c", columns=(ColumnConfig(name="a", type="int", remarks="r"),)
    )
    assert [*faults(change, context(dialect_class("mssql")()))] == [
        "catalogName is not allowed on mssql where columns have remarks"
    ]
    assert [*faults(change, context(dialect_class("snowflake")()))] == []


def test_references_that_say_nothing() -> None:
    """What a column refers to must be table(column)."""
    change = added(name="a", type="int", constraints=ConstraintsConfig(foreign_key_name="fk", references="other"))
    with pytest.raises(InvalidValue, match="does not say what the column refers to"):
        list(change.statements(context(dialect_class("h2")())))


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        (ColumnConfig(name="lower(a)", computed=True), "has no type"),
        (
            ColumnConfig(
                name="a",
                type="int",
                constraints=ConstraintsConfig(
                    foreign_key_name="fk", referenced_table_name="other", referenced_column_names="id"
                ),
            ),
            "by its name alone",
        ),
    ],
)
def test_tables_of_informix(column: ColumnConfig, reason: str) -> None:
    """Liquibase fails at these, too."""
    change = CreateTableChange(table_name="t", columns=(column,))
    with pytest.raises(Unsupported, match=reason):
        list(dialect_class("informix")().sql(change, context(dialect_class("informix")())))
